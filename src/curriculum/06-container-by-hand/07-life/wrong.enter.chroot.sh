#@ typed
#@ message nobody
chroot /srv/dock/{{name}}/rootfs sh
