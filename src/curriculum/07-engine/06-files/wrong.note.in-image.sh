#@ message in-image
# In the layer of the image, which all of its containers would have.
for busybox in /var/lib/docker/overlay2/*/diff/bin/busybox; do
  echo "$word" > "${busybox%/bin/busybox}/note"
done
