#@ message wrong-lower
cd /srv/layers
mkdir -p one/upper one/work one/merged
mount -t overlay overlay -o lowerdir=one/upper,upperdir=image,workdir=one/work one/merged
