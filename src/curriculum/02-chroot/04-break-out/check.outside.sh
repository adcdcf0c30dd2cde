jail=/proc/1/root/srv/$room
# from_inside PID: whether an ancestor is locked in.
from_inside() {
  ancestor=$1
  while [ "$ancestor" -gt 1 ]; do
    [ "/proc/$ancestor/root" -ef "$jail" ] && return 0
    read -r stat 2> /dev/null < "/proc/$ancestor/stat" || return 1
    rest=${stat##*) }
    rest=${rest#* }
    ancestor=${rest%% *}
  done
  return 1
}
inside=
within=
climbing=
stranger=
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  # Kernel threads have no program; the checks live in a mount namespace of their own.
  [ -e "/proc/$pid/exe" ] || continue
  [ "/proc/$pid/root" -ef /proc/1/root ] && continue
  [ "/proc/$pid/ns/mnt" -ef /proc/self/ns/mnt ] && continue
  if [ "/proc/$pid/root" -ef "$jail" ]; then
    inside=$pid
  elif ! from_inside "$pid"; then
    stranger=$pid
  elif [ "/proc/$pid/cwd" -ef /proc/1/root ]; then
    saw pid "$pid"
    saw root "$(readlink "/proc/$pid/root")"
    exit 0
  else
    case $(readlink "/proc/$pid/cwd")/ in
      "$(readlink "/proc/$pid/root")"/*) within=$pid ;;
      *) climbing=$pid ;;
    esac
  fi
done
pid=${climbing:-${within:-$stranger}}
if [ -n "$pid" ]; then
  saw pid "$pid"
  saw root "$(readlink "/proc/$pid/root")"
  saw cwd "$(readlink "/proc/$pid/cwd")"
  [ -n "$climbing" ] && fail climb
  [ -n "$within" ] && fail within
  fail from-outside
fi
[ -n "$inside" ] || fail not-inside
saw pid "$inside"
fail no-second-root
