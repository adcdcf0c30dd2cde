#@ message shared-upper
cd /srv/layers
mkdir -p shared/upper
for i in $(seq "$count"); do
  mkdir -p "c$i/work" "c$i/merged"
  mount -t overlay overlay -o "lowerdir=app:image,upperdir=shared/upper,workdir=shared/work$i" "c$i/merged" 2> /dev/null ||
    { mkdir -p "shared/work$i" && mount -t overlay overlay -o "lowerdir=app:image,upperdir=shared/upper,workdir=shared/work$i" "c$i/merged"; }
done
