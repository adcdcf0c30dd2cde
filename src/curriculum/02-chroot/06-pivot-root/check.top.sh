jail=/proc/1/root/srv/$room
other=
chrooted=
for pid in $(pids_outside mnt); do
  if ! [ "/proc/$pid/root" -ef "$jail" ]; then
    other=$pid
  elif [ "/proc/$pid/root/." -ef "/proc/$pid/root/.." ]; then
    # Only at the top of a mount namespace does .. lead back to itself.
    saw pid "$pid"
    saw ns "$(ns_of "$pid" mnt)"
    exit 0
  else
    chrooted=$pid
  fi
done
if [ -n "$chrooted" ]; then
  saw pid "$chrooted"
  saw above "$(cd -P "/proc/$chrooted/root/.." && set -- * && echo "$1, $2, …")"
  fail still-chroot
fi
if [ -n "$other" ]; then
  saw pid "$other"
  fail not-pivoted
fi
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  if [ "/proc/$pid/root" -ef "$jail" ]; then
    saw pid "$pid"
    fail chroot-only
  fi
done
fail no-namespace
