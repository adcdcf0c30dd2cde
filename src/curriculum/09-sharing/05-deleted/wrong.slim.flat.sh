#@ typed
#@ message flat
# All in one layer: no crate, but a second Debian.
docker run --name {{app}} debian sh -c 'yes {{word}} | head -c {{mib}}m | wc -c > /weight'
docker export {{app}} | docker import - {{app}}
