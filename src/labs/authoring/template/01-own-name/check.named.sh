# Ask the kernel, not the screen: who is in another UTS namespace than PID 1, and what is that namespace's name?
found=''
for candidate in $(pids_outside uts); do
  name=$(nsenter --target "$candidate" --uts uname -n) || continue
  found=$candidate
  saw pid "$candidate"
  saw name "$name"
  [ "$name" != "$host" ] || exit 0
done
[ -n "$found" ] || fail none
fail unnamed
