b=/usr/lib/drydock/busybox
verdict=none
seen=''
for candidate in $(pids_outside user); do
  # Read from the initial user namespace: number inside, number outside, how many.
  inner='' outer='' count=''
  read -r inner outer count < "/proc/$candidate/uid_map"
  [ -e "/proc/$candidate/exe" ] || continue
  [ "/proc/$candidate/ns/user" -ef "/proc/$seen/ns/user" ] && continue
  seen=$candidate
  saw pid "$candidate"
  saw ns "$($b stat -Lc %i "/proc/$candidate/ns/user")"
  if [ -z "$inner" ]; then
    [ "$verdict" = outer ] || verdict=unmapped
    continue
  fi
  verdict=outer
  saw outer "$outer"
  saw count "$count"
  [ "$inner $outer" = "0 $uid" ] || continue
  while read -r key real effective saved _; do
    [ "$key" != Uid: ] || break
  done < "/proc/$candidate/status"
  [ "$real $effective $saved" = "$uid $uid $uid" ] && exit 0
done 2>/dev/null
case $verdict in
  none) fail none ;;
  unmapped) fail unmapped ;;
  *) fail outer ;;
esac
