# Nothing of an earlier try: containers end, and with them go their mounts, groups, networks and files.
[ ! -e "/run/crun/$twin" ] || crun delete --force "$twin" 2> /dev/null
for process in /proc/[0-9]*; do
  [ "$process/ns/pid" -ef /proc/1/ns/pid ] || kill -KILL "${process#/proc/}"
done 2> /dev/null
group=/sys/fs/cgroup/dock
if [ -d "$group" ]; then
  # Shells of terminals are led out, everything else in the group ends.
  for pid in $(cat "$group/cgroup.procs" "$group"/*/cgroup.procs); do
    read -r _ _ _ _ _ session terminal _ < "/proc/$pid/stat" || continue
    [ "$session" = "$pid" ] && [ "$terminal" != 0 ] && echo "$pid" > /sys/fs/cgroup/terminals/cgroup.procs
  done
  echo 1 > "$group/cgroup.kill"
  tries=0
  while [ -d "$group" ] && [ $tries -lt 100 ]; do
    find "$group" -depth -type d -exec rmdir {} \;
    tries=$((tries + 1))
    [ ! -d "$group" ] || sleep 0.05
  done
fi 2> /dev/null
while read -r _ point _; do
  case $point in /srv/dock/* | /srv/base* | /srv/web*) umount -l "$point" ;; esac
done < /proc/mounts
for each in "$name" "$twin"; do
  [ ! -e "/sys/class/net/veth-$each" ] || ip link delete "veth-$each"
  [ ! -e "/run/netns/$each" ] || ip netns delete "$each" || rm -f "/run/netns/$each"
done 2> /dev/null
[ ! -e /sys/class/net/dock0 ] || ip link delete dock0
rm -rf --one-file-system /srv/dock

# The image: two layers, of which the upper one covers a file of the lower one.
rm -rf --one-file-system /srv/base /srv/web
mkdir -p /srv/base/bin /srv/base/dev /srv/base/etc /srv/base/proc /srv/base/root /srv/base/sys /srv/base/tmp /srv/base/www /srv/web/www
cp /usr/bin/busybox /srv/base/bin
/srv/base/bin/busybox --install /srv/base/bin
echo "root:x:0:0:root:/root:/bin/sh" > /srv/base/etc/passwd
echo "nothing here yet" > /srv/base/www/index.html
echo "hello from $town" > /srv/web/www/index.html

# The runtime as the steps before have left it.
rm -rf /root/dock/*
mkdir -p /root/dock/outside /root/dock/inside
cd /root/dock
cat > outside/1-layers << 'EOF'
box=/srv/dock/$name
mkdir -p $box/upper $box/work $box/rootfs
mountpoint -q $box/rootfs || mount -t overlay overlay \
  -o lowerdir=/srv/web:/srv/base,upperdir=$box/upper,workdir=$box/work $box/rootfs
EOF
cat > outside/2-limits << EOF
group=/sys/fs/cgroup/dock/\$name
mkdir -p \$group
echo "+memory +pids" > /sys/fs/cgroup/dock/cgroup.subtree_control
echo ${mb}M > \$group/memory.max
echo $pids > \$group/pids.max
echo \$\$ > \$group/cgroup.procs
EOF
cat > outside/3-network << EOF
ip link delete veth-\$name 2> /dev/null || :
ip netns delete \$name 2> /dev/null || :
ip netns add \$name
ip link add veth-\$name master dock0 type veth peer name eth0 netns \$name
ip link set veth-\$name up
n=\$(ls /sys/class/net/dock0/brif | wc -l)
ip -n \$name addr add 10.$net.0.\$((n + 1))/24 dev eth0
ip -n \$name link set eth0 up
ip -n \$name link set lo up
EOF
cat > dock << 'EOF'
#!/bin/bash -e
export name=$1; shift
for part in /root/dock/outside/*; do . $part; done
exec nsenter --net=/run/netns/$name unshare --mount --uts --ipc --pid --cgroup --fork /root/dock/init "$@"
EOF
cat > init << 'EOF'
#!/bin/bash -e
for part in /root/dock/inside/*; do . $part; done
exec env -i PATH=/bin TERM=$TERM "$@"
EOF
cat > inside/1-name << 'EOF'
hostname $name
EOF
cat > inside/5-mounts << 'EOF'
cd /srv/dock/$name/rootfs
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs dev
cp -a /dev/null /dev/zero /dev/urandom /dev/tty dev
EOF
cat > inside/9-root << 'EOF'
cd /srv/dock/$name/rootfs
pivot_root . .
umount -l .
EOF
chmod +x dock init

# The bridge, and a container that serves its page.
ip link add dock0 type bridge
ip addr add "10.$net.0.1/24" dev dock0
ip link set dock0 up
setsid ./dock "$name" httpd -f -h /www < /dev/null > /dev/null 2>&1 &
answers() {
  tries=0
  until busybox wget -q -T 1 -O /dev/null "http://$1/" 2> /dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || return 1
    sleep 0.1
  done
}
answers "10.$net.0.2"

# The same image, network and limits for crun.
(
  name=$twin
  . outside/1-layers
  . outside/3-network
)
cd "/srv/dock/$twin"
crun spec
cat > change.jq << EOF
.hostname = "$twin"
| .process.terminal = false
| .process.args = ["httpd", "-f", "-h", "/www"]
| .root.readonly = false
| .linux.cgroupsPath = "/dock/$twin"
| .linux.resources.memory.limit = $mb * 1048576
| .linux.resources.pids.limit = $pids
| (.linux.namespaces[] | select(.type == "network")).path = "/run/netns/$twin"
EOF
jq -f change.jq config.json > new.json
mv new.json config.json
crun run --detach "$twin" < /dev/null > /dev/null 2>&1
answers "10.$net.0.3"
# Each says who it is.
echo "this is $name" > "/srv/dock/$name/rootfs/www/index.html"
echo "this is $twin" > "/srv/dock/$twin/rootfs/www/index.html"
