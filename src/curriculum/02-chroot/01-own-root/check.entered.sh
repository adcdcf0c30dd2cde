root=/proc/1/root/srv/$room
elsewhere=
borrowed=
count=0
for process in /proc/[0-9]*; do
  # Kernel threads have no program; the checks live in a mount namespace of their own.
  [ -e "$process/exe" ] || continue
  [ "$process/ns/mnt" -ef /proc/self/ns/mnt ] && continue
  count=$((count + 1))
  [ "$process/root" -ef /proc/1/root ] && continue
  if ! [ "$process/root" -ef "$root" ]; then
    elsewhere=${process#/proc/}
  elif [ "$process/exe" -ef "$root/bin/busybox" ]; then
    saw pid "${process#/proc/}"
    exit 0
  else
    borrowed=${process#/proc/}
  fi
done
[ -d "$root" ] || fail no-directory
[ -x "$root/bin/busybox" ] || fail no-busybox
[ -e "$root/bin/sh" ] || fail no-shell
if [ -n "$borrowed" ]; then
  saw pid "$borrowed"
  fail borrowed
fi
if [ -n "$elsewhere" ]; then
  saw pid "$elsewhere"
  saw path "$(readlink "/proc/$elsewhere/root")"
  fail elsewhere
fi
saw count "$count"
fail not-entered
