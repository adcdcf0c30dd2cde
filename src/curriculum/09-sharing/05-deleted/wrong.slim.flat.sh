#@ typed
#@ message flat
# All in one layer: there is no crate, but a second Debian.
docker create --name {{app}} debian
docker export {{app}} | docker import - {{app}}
