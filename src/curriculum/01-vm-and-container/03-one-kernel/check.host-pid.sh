file=/proc/1/root/root/container-pid
[ -f "$file" ] || fail missing
found=
read -r found < "$file" || :
saw found "$found"
case $found in
  '' | *[!0-9]*) fail number ;;
  1) fail inside ;;
esac
[ -e "/proc/$found/exe" ] || fail gone
[ "/proc/$found/ns/pid" -ef /proc/1/ns/pid ] && fail outside
# Its numbers from the outermost namespace to its own.
inside=
while read -r name _ inner more; do
  [ "$name" = NSpid: ] && [ -z "$more" ] && inside=$inner
done < "/proc/$found/status"
[ "$inside" = 1 ] || fail other
[ "/proc/$found/root" -ef /proc/1/root/root/box ] || fail other
saw pid "$found"
