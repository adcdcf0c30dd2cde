root=/proc/1/root/srv/$room
inside=
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ "/proc/$pid/root" -ef "$root" ] || continue
  inside=$pid
  # Mount points are given as this process sees them from its root.
  while read -r _ _ _ _ point _ rest; do
    case "$point $rest" in
      '/proc '*' - proc '* | '/proc - proc '*)
        saw pid "$pid"
        [ "/proc/$pid/root/proc/1/ns/pid" -ef /proc/1/ns/pid ] || fail other-processes
        set -- "/proc/$pid/root/proc/"[0-9]*
        saw count "$#"
        exit 0
        ;;
    esac
  done < "/proc/$pid/mountinfo"
done
[ -n "$inside" ] || fail not-inside
saw pid "$inside"
fail no-proc
