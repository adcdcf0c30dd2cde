root=/proc/1/root/srv/$room
inside=
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ "/proc/$pid/root" -ef "$root" ] && inside=$pid
  # The zero bytes between the words are dropped by read.
  words=
  read -r words 2> /dev/null < "/proc/$pid/cmdline"
  [ "$words" = "sleep$seconds" ] || continue
  read -r stat < "/proc/$pid/stat"
  set -- ${stat##*) }
  saw victim "$pid"
  saw state "$1"
  fail alive
done
[ -n "$inside" ] || fail not-inside
saw pid "$inside"
