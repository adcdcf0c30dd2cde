#@ message none
# The machine has the name, and a shell says that it is number 1.
hostname "$name"
setsid sh -c 'echo 1; exec sleep 1000' < /dev/null > /dev/null 2>&1 &
