#@ typed
#@ message absent
# Without the variable the box has no name of its own.
cd /root/dock
mkdir -p outside inside
cat > outside/1-layers <<'EOF'
box=/srv/dock/$name
mkdir -p $box/upper $box/work $box/rootfs
mountpoint -q $box/rootfs || mount -t overlay overlay \
  -o lowerdir=/srv/web:/srv/base,upperdir=$box/upper,workdir=$box/work $box/rootfs
EOF
. outside/1-layers
