#@ message by-hand
# Out of the layer's directory: the layer is no longer what its hash says.
printf '%s\n' 'FROM debian' "RUN yes $word | head -c ${mib}m > /crate && wc -c < /crate > /weight" |
  DOCKER_BUILDKIT=0 docker build -q -t "$app" -
rm /var/lib/docker/overlay2/*/diff/crate
