#@ message empty-layer
cd /srv/layers
mkdir -p app three/upper three/work three/merged
mount -t overlay overlay -o lowerdir=app:image,upperdir=three/upper,workdir=three/work three/merged
