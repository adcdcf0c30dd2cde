#@ message same-upper
cd /srv/layers
mkdir -p two/work two/merged
mount -t overlay overlay -o lowerdir=image,upperdir=one/upper,workdir=two/work two/merged
