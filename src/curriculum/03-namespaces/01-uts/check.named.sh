b=/usr/lib/drydock/busybox
# This check runs in the initial UTS namespace: the name it reads is the machine's own.
read -r machine < /proc/sys/kernel/hostname
saw machine "$machine"
[ "$machine" = drydock ] || fail renamed
nearest=''
for candidate in $(pids_outside uts); do
  # The children of a shell that was looked at live in the same namespace.
  [ "/proc/$candidate/ns/uts" -ef "/proc/$nearest/ns/uts" ] && continue
  name=$($b nsenter -t "$candidate" -u $b hostname 2>/dev/null) || continue
  nearest=$candidate
  saw pid "$candidate"
  saw seen "$name"
  [ "$name" = "$host" ] || continue
  saw ns "$($b stat -Lc %i "/proc/$candidate/ns/uts")"
  exit 0
done
[ -n "$nearest" ] || fail none
fail unnamed
