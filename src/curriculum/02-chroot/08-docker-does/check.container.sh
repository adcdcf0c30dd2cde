jail=/proc/1/root/srv/$room
chrooted=
shared=
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ "/proc/$pid/root" -ef "$jail" ] || continue
  if ! [ "/proc/$pid/root/." -ef "/proc/$pid/root/.." ]; then
    chrooted=$pid
  elif [ "/proc/$pid/ns/pid" -ef /proc/1/ns/pid ]; then
    shared=$pid
  else
    saw pid "$pid"
    while read -r name _ own; do
      [ "$name" = NSpid: ] && saw own "$own"
    done < "/proc/$pid/status"
    exit 0
  fi
done
if [ -n "$shared" ]; then
  saw pid "$shared"
  fail shared-pids
fi
if [ -n "$chrooted" ]; then
  saw pid "$chrooted"
  fail chroot-only
fi
fail no-container
