#@ typed
#@ message on-layer
# The nodes are right, but they lie in the container's layer.
cd /root/dock
./dock {{name}} sh
mknod /dev/null c 1 3; mknod /dev/zero c 1 5; mknod /dev/tty c 5 0
