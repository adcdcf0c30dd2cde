#@ message not-a-layer
# The whole view copied: it looks right, but is no layer.
cd /srv/layers
cp -a one/merged app
mkdir -p three/upper three/work three/merged
mount -t overlay overlay -o lowerdir=app:image,upperdir=three/upper,workdir=three/work three/merged
