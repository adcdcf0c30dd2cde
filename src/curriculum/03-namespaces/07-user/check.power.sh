verdict=none
looked=' '
for candidate in $(pids_outside user); do
  [ "/proc/$candidate/ns/uts" -ef /proc/1/ns/uts ] && continue
  inner='' outer=''
  read -r inner outer _ < "/proc/$candidate/uid_map"
  [ "$inner $outer" = "0 $uid" ] || continue
  world=$(ns_of "$candidate" uts)
  case $looked in *" $world "*) continue ;; esac
  looked="$looked$world "
  name=$(nsenter -t "$candidate" -u cat /proc/sys/kernel/hostname) || continue
  saw pid "$candidate"
  saw ns "$world"
  saw seen "$name"
  [ "$verdict" = foreign ] || verdict=unnamed
  [ "$name" = "$host" ] || continue
  # As the root in there, give it the name it has: the kernel refuses unless the namespace belongs to that root.
  nsenter -t "$candidate" -U -u hostname "$host" && exit 0
  verdict=foreign
done 2>/dev/null
case $verdict in
  none) fail none ;;
  unnamed) fail unnamed ;;
  *) fail foreign ;;
esac
