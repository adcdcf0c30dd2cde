#@ message in-image
# In the layer of the image, which both of them have.
for busybox in /var/lib/docker/overlay2/*/diff/bin/busybox; do
  echo "$word" > "${busybox%/bin/busybox}/note"
done
# An overlay that has looked for the file before remembers that there was none.
echo 2 > /proc/sys/vm/drop_caches
