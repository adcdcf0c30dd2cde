#@ task many
cd /srv/layers
mkdir -p c{1..{{count}}}/{upper,work,merged}
for i in $(seq {{count}}); do mount -t overlay overlay -o lowerdir=app:image,upperdir=c$i/upper,workdir=c$i/work c$i/merged; done
#@ task second-image
mkdir -p w/{upper,work,merged}
mount -t overlay overlay -o lowerdir=web:image,upperdir=w/upper,workdir=w/work w/merged
