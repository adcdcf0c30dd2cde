#@ message not-inside
cd /srv/layers
mkdir -p box/upper box/work box/merged
mount -t overlay overlay -o lowerdir=tiny,upperdir=box/upper,workdir=box/work box/merged
chroot box/merged /bin/sh -c 'rm -rf /bin'
