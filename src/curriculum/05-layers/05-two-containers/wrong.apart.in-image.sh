#@ message image-changed
cd /srv/layers
mkdir -p two/upper two/work two/merged
mount -t overlay overlay -o lowerdir=image,upperdir=two/upper,workdir=two/work two/merged
echo tea > one/merged/menu.txt
echo coffee > image/menu.txt
