#@ message other-layers
cd /srv/layers
umount one/merged
mv one/upper app
mkdir -p three/upper three/work three/merged
mount -t overlay overlay -o lowerdir=app,upperdir=three/upper,workdir=three/work three/merged
