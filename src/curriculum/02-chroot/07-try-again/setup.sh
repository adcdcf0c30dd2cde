# A root with busybox and bash. Whoever is still inside from the step before stays there: this step goes on from that shell.
root=/srv/$room
if ! [ "$root/bin/busybox" -ef "$root/bin/sh" ]; then
  rm -rf --one-file-system "$root/bin"
  mkdir -p "$root/bin"
  cp /usr/bin/busybox "$root/bin"
  "$root/bin/busybox" --install "$root/bin"
fi
[ -e "$root/bin/bash" ] || cp /usr/bin/bash "$root/bin"
for library in /lib/ld-linux.so.2 /lib/i386-linux-gnu/libtinfo.so.6 /lib/i386-linux-gnu/libc.so.6; do
  [ -e "$root$library" ] || cp --parents "$library" "$root"
done
mkdir -p "$root/old"
# Somebody who already tried, here or in the chroot of before, begins again.
for process in /proc/[0-9]*; do
  if [ "$process/root" -ef "$root/hole" ]; then
    kill -KILL "${process#/proc/}" 2> /dev/null || :
  fi
done
