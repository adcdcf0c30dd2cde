machine=/proc/1/root
box=$machine/srv/dock/$name
read -r pid 2> /dev/null < "/sys/fs/cgroup/dock/$name/cgroup.procs" && saw pid "$pid" && fail running
while read -r _ _ _ _ point _; do
  [ "$point" != "/srv/dock/$name/rootfs" ] || fail mounted
done < /proc/1/mountinfo
[ -e "/sys/fs/cgroup/dock/$name" ] && fail group
[ -e "$machine/run/netns/$name" ] && fail network
[ -e "/sys/class/net/veth-$name" ] && fail cable
[ -e "$box" ] && fail files
page=
read -r page < "$machine/srv/web/www/index.html"
[ -x "$machine/srv/base/bin/busybox" ] && [ "$page" = "hello from $town" ] || fail image
saw page "$page"
exit 0
