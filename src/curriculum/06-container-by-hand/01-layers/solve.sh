#@ task stacked
cd /root/dock
mkdir -p outside inside
cat > outside/1-layers <<'EOF'
box=/srv/dock/$name
mkdir -p $box/upper $box/work $box/rootfs
mountpoint -q $box/rootfs || mount -t overlay overlay \
  -o lowerdir=/srv/web:/srv/base,upperdir=$box/upper,workdir=$box/work $box/rootfs
EOF
name={{name}}
. outside/1-layers
