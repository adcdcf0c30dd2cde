#@ message silent
# Written into Docker's file, but said by nobody.
for log in /var/lib/docker/containers/*/*-json.log; do
  echo "172.17.0.9 - - [now] \"GET /$path HTTP/1.1\" 404" >> "$log"
done
