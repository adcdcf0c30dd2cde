# The names of this lab are free. An image that is here already stays.
records=$(grep -lsE "\"Name\":\"/($first|$second|apache)\"" /var/lib/docker/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
