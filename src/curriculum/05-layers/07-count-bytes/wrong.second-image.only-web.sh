#@ message copied
cd /srv/layers
mkdir -p w/upper w/work w/merged
mount -t overlay overlay -o lowerdir=web,upperdir=w/upper,workdir=w/work w/merged
