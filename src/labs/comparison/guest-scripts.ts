/** What the comparison runs in a machine. All of it in the pristine root, whose files and mounts go when the script ends. */

/** How much is hashed, in bytes: long enough to be measured, short enough to be waited for eight times. */
export const TASK_BYTES = 4 * 1024 * 1024;

/** Runs whose time counts, after one that only warms up: the engine compiles a program while it first runs. */
export const TASK_ROUNDS = 3;

/** The container's root: one program in it, and a place for /proc. As small as one can be and still do something. */
const MAKE_ROOT = `
set -eu
root=/tmp/container
mkdir -p $root/bin $root/proc
cp /usr/lib/drydock/busybox $root/bin/busybox
walls='--fork --kill-child --pid --mount --uts --ipc --net'
`;

/** Starts a container, asks it who its kernel is, and looks at it from outside. Needs bash for its clock. */
export const CONTAINER_SCRIPT = `${MAKE_ROOT}
read -r release < /proc/sys/kernel/osrelease
read -r boot_id < /proc/sys/kernel/random/boot_id
echo host_release $release
echo host_boot_id $boot_id
for _ in 1 2 3; do
  before=\${EPOCHREALTIME/./}
  unshare $walls chroot $root /bin/busybox true
  echo start $(( \${EPOCHREALTIME/./} - before ))
done
read -r image _ < <(du -sb --apparent-size $root)
echo image $image
mkfifo /tmp/in /tmp/out
unshare $walls chroot $root /bin/busybox sh -c '
/bin/busybox mount -t proc proc /proc
read -r release < /proc/sys/kernel/osrelease
read -r boot_id < /proc/sys/kernel/random/boot_id
echo $release $boot_id
read -r end' < /tmp/in > /tmp/out &
exec 5> /tmp/in 6< /tmp/out
read -r release boot_id <&6
echo release $release
echo boot_id $boot_id
# This file has no line end, which read answers with an error.
read -r inside < /proc/$!/task/$!/children || :
while read -r name value _; do
  case $name in VmRSS:) echo memory $value ;; esac
done < /proc/$inside/status
echo end >&5
wait
`;

/** Times the same task, done by one program: here, and in a container where that is asked for. Each in a shell that is there already. */
export function taskScript(where: readonly ('here' | 'container')[]): string {
  return `${MAKE_ROOT}
head -c ${TASK_BYTES} /dev/zero > $root/data
mkfifo /tmp/here.in /tmp/here.out /tmp/container.in /tmp/container.out
$root/bin/busybox sh < /tmp/here.in > /tmp/here.out &
exec 3> /tmp/here.in 4< /tmp/here.out
unshare $walls chroot $root /bin/busybox sh < /tmp/container.in > /tmp/container.out &
exec 5> /tmp/container.in 6< /tmp/container.out
finish() {
  took=$(( \${EPOCHREALTIME/./} - before ))
  echo $1 $took $sum
}
here() {
  before=\${EPOCHREALTIME/./}
  echo $root/bin/busybox sha256sum $root/data >&3
  read -r sum _ <&4
  finish here
}
container() {
  before=\${EPOCHREALTIME/./}
  echo /bin/busybox sha256sum /data >&5
  read -r sum _ <&6
  finish container
}
${where.map((name) => `${name} > /dev/null`).join('\n')}
for _ in ${Array.from({ length: TASK_ROUNDS }, (_round, index) => index).join(' ')}; do
${where.join('\n')}
done
exec 3>&- 5>&-
wait
`;
}
