# overlay_at POINT: the overlay that the machine has mounted there; sets $kind, $lower and $upper.
overlay_at() {
  kind=
  while read -r _ _ _ _ point rest; do
    [ "$point" = "$1" ] || continue
    rest=${rest##* - }
    kind=${rest%% *}
    options=,${rest##* },
    lower=${options#*,lowerdir=}
    lower=${lower%%,*}
    upper=${options#*,upperdir=}
    upper=${upper%%,*}
  done < /proc/1/mountinfo
}
layers=/proc/1/root/srv/layers
[ -e "$layers/tiny/bin/sh" ] || fail image-damaged
box=$layers/box/merged
inside=
for process in /proc/[0-9]*; do
  if [ "$process/root" -ef "$layers/tiny" ]; then
    saw pid "${process#/proc/}"
    fail in-image
  fi
  [ "$process/root" -ef "$box" ] && inside=${process#/proc/}
done
overlay_at /srv/layers/box/merged
[ "$kind" = overlay ] || fail not-mounted
case $lower in
  tiny | tiny/ | /srv/layers/tiny | /srv/layers/tiny/) ;;
  *) fail not-mounted ;;
esac
[ -n "$inside" ] || fail not-inside
saw pid "$inside"
if [ -e "$box/bin/sh" ]; then
  set -- "$box/bin/"*
  saw names "$#"
  fail still-there
fi
[ -c "$layers/box/upper/bin" ] || [ -c "$layers/box/upper/bin/sh" ] || fail by-hand
set -- "$layers/tiny/bin/"*
saw names "$#"
