#@ typed
#@ message other-layers
box=/srv/dock/{{name}}
mkdir -p $box/upper $box/work $box/rootfs
mount -t overlay overlay -o lowerdir=/srv/base,upperdir=$box/upper,workdir=$box/work $box/rootfs
