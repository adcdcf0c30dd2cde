# The names of this lab are free. An image that is here already stays.
for each in "$name" "$twin"; do
  ! grep -qs "\"Name\":\"/$each\"" /var/lib/docker/containers/*/config.v2.json || docker rm -f "$each"
done > /dev/null
