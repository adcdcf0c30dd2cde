copied=
while read -r _ _ _ _ point rest; do
  rest=${rest##* - }
  [ "${rest%% *}" = overlay ] || continue
  options=,${rest##* },
  lower=${options#*,lowerdir=}
  lower=${lower%%,*}
  case $lower in
    web:image | /srv/layers/web:/srv/layers/image)
      saw point "$point"
      saw mib "$mib"
      exit 0
      ;;
    web | web:* | */web | */web:*)
      saw point "$point"
      saw lower "$lower"
      copied=yes
      ;;
  esac
done < /proc/1/mountinfo
[ -n "$copied" ] && fail copied
fail not-yet
