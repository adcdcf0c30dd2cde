root=/proc/1/root/srv/$room
[ -e "$root/bin/bash" ] || fail no-bash
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ "/proc/$pid/root" -ef "$root" ] || continue
  [ "/proc/$pid/exe" -ef "$root/bin/bash" ] || continue
  saw pid "$pid"
  [ "/proc/$pid/exe" -ef /proc/1/root/usr/bin/bash ] && fail borrowed
  cmp -s "/proc/$pid/exe" /usr/bin/bash || fail other-program
  exit 0
done
for file in /lib/ld-linux.so.2 /lib/i386-linux-gnu/libtinfo.so.6 /lib/i386-linux-gnu/libc.so.6; do
  if ! [ -e "$root$file" ] && ! [ -e "$root/usr$file" ]; then
    saw file "$file"
    fail missing-library
  fi
done
fail not-running
