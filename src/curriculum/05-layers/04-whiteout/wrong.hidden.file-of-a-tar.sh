#@ message not-yet
# How a layer in an image's tar archive says it; the kernel does not know this name.
touch "/srv/layers/one/upper/.wh.$doomed"
