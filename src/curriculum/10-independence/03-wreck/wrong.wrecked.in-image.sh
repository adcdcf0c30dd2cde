#@ message in-image
# In the layer of the image.
rm -r /var/lib/docker/overlay2/*/diff/bin
