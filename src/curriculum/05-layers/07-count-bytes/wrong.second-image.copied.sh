#@ message copied
cd /srv/layers
cp -a image image2
mkdir -p w/upper w/work w/merged
mount -t overlay overlay -o lowerdir=web:image2,upperdir=w/upper,workdir=w/work w/merged
