[ -n "$vm_boot_id" ] || fail off
file=/proc/1/root/root/vm-boot-id
[ -f "$file" ] || fail missing
found=
read -r found _ < "$file" || :
read -r own < /proc/sys/kernel/random/boot_id
saw found "$found"
[ "$found" = "$own" ] && fail own
[ "$found" = "$vm_boot_id" ] || fail other
saw vm "$vm_boot_id"
saw own "$own"
