#@ message none
# From the machine, at the port that leads to it.
busybox wget -q -O /dev/null "http://127.0.0.1:$port/"
