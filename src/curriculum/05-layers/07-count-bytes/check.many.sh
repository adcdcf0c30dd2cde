seen=0
uppers=' '
shared=
set --
while read -r _ _ _ _ point rest; do
  rest=${rest##* - }
  [ "${rest%% *}" = overlay ] || continue
  options=,${rest##* },
  case $options in
    *,lowerdir=app:image,* | *,lowerdir=/srv/layers/app:/srv/layers/image,*) ;;
    *) continue ;;
  esac
  upper=${options#*,upperdir=}
  upper=${upper%%,*}
  upper=${upper#/srv/layers/}
  case $uppers in
    *" $upper "*) shared=$upper ;;
    *)
      uppers="$uppers$upper "
      seen=$((seen + 1))
      set -- "$@" "/proc/1/root/srv/layers/$upper"
      ;;
  esac
done < /proc/1/mountinfo
saw seen "$seen"
if [ -n "$shared" ]; then
  saw upper "$shared"
  fail shared-upper
fi
[ "$seen" -ge "$count" ] || fail too-few
kib=$(du -skc "$@" | while read -r size name; do [ "$name" = total ] && echo "$size"; done)
saw kib "$kib"
[ "$kib" -lt 512 ] || fail heavy
