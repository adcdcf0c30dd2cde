#@ task second
cd /srv/layers
mkdir -p two/{upper,work,merged}
mount -t overlay overlay -o lowerdir=image,upperdir=two/upper,workdir=two/work two/merged
#@ task apart
echo tea > one/merged/menu.txt
echo coffee > two/merged/menu.txt
