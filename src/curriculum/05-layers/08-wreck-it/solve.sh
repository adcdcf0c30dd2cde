#@ task wrecked
cd /srv/layers
mkdir -p box/{upper,work,merged}
mount -t overlay overlay -o lowerdir=tiny,upperdir=box/upper,workdir=box/work box/merged
chroot box/merged /bin/sh
#@ expect / #
rm -rf /bin
#@ expect / #
