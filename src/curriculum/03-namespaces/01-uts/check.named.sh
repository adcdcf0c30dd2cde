# This check runs in the initial UTS namespace: the name it reads is the machine's own.
read -r machine < /proc/sys/kernel/hostname
saw machine "$machine"
[ "$machine" = drydock ] || fail renamed
looked=' '
nearest=''
for candidate in $(pids_outside uts); do
  world=$(ns_of "$candidate" uts)
  case $looked in *" $world "*) continue ;; esac
  looked="$looked$world "
  name=$(nsenter -t "$candidate" -u cat /proc/sys/kernel/hostname 2>/dev/null) || continue
  nearest=$candidate
  saw seen "$name"
  [ "$name" = "$host" ] || continue
  saw pid "$candidate"
  saw ns "$world"
  exit 0
done
[ -n "$nearest" ] || fail none
saw pid "$nearest"
fail unnamed
