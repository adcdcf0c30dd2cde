#@ message too-few
cd /srv/layers
for i in $(seq $((count - 1))); do
  mkdir -p "c$i/upper" "c$i/work" "c$i/merged"
  mount -t overlay overlay -o "lowerdir=app:image,upperdir=c$i/upper,workdir=c$i/work" "c$i/merged"
done
