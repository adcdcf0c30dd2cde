#@ typed
#@ message nothing
# Mounted on the machine, after the container has got its own mount table.
cd /root/dock
./dock {{name}} sh
#@ terminal 2
mount -t proc proc /srv/dock/{{name}}/rootfs/proc
