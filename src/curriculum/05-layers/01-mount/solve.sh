#@ task mounted
cd /srv/layers
mkdir -p one/{upper,work,merged}
mount -t overlay overlay -o lowerdir=image,upperdir=one/upper,workdir=one/work one/merged
