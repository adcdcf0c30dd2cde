#@ message silent
# A file in the container, as programs on a server would write it.
root=/proc/$(pgrep -x sleep)/root
mkdir -p "$root/var/log"
echo "$line" > "$root/var/log/messages"
