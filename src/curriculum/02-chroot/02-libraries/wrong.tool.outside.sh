#@ message not-running
# Everything is in place, but the program runs in the machine's root.
cp --parents "/usr/bin/$tool" $(ldd "/usr/bin/$tool" | grep -o '/lib[^ ]*') "/srv/$room"
mkfifo /tmp/silent
(exec 9<> /tmp/silent; "/srv/$room/usr/bin/$tool" . <&9 > /dev/null 2>&1) > /dev/null 2>&1 &
sleep 1
