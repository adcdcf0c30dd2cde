b=/usr/lib/drydock/busybox
verdict=none
nearest=''
for candidate in $(pids_outside user); do
  [ "/proc/$candidate/ns/uts" -ef /proc/1/ns/uts ] && continue
  [ "/proc/$candidate/ns/uts" -ef "/proc/$nearest/ns/uts" ] && continue
  inner='' outer=''
  read -r inner outer _ < "/proc/$candidate/uid_map"
  [ "$inner $outer" = "0 $uid" ] || continue
  name=$($b nsenter -t "$candidate" -u $b hostname) || continue
  nearest=$candidate
  saw pid "$candidate"
  saw seen "$name"
  [ "$verdict" = foreign ] || verdict=unnamed
  [ "$name" = "$host" ] || continue
  verdict=foreign
  # As the root in there, give it the name it has: the kernel refuses unless the namespace belongs to that root.
  nsenter -t "$candidate" -U -u $b hostname "$host" || continue
  saw ns "$($b stat -Lc %i "/proc/$candidate/ns/uts")"
  exit 0
done 2>/dev/null
case $verdict in
  none) fail none ;;
  unnamed) fail unnamed ;;
  *) fail foreign ;;
esac
