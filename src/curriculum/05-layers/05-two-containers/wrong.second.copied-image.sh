#@ message other-lower
cd /srv/layers
mkdir -p two/upper two/work two/merged
cp -a image image2
mount -t overlay overlay -o lowerdir=image2,upperdir=two/upper,workdir=two/work two/merged
