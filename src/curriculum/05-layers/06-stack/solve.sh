#@ task stacked
cd /srv/layers
umount one/merged
mv one/upper app
mkdir -p three/{upper,work,merged}
mount -t overlay overlay -o lowerdir=app:image,upperdir=three/upper,workdir=three/work three/merged
