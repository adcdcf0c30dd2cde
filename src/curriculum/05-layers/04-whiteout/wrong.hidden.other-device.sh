#@ message other-device
mknod "/srv/layers/one/upper/$doomed" c 1 3
