#@ message silent
# The words are in the file, but the container has not said them.
for log in /var/lib/docker/containers/*/*-json.log; do
  echo "$line" >> "$log"
done
