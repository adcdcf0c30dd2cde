# On the first machine: what production answers, by its address, for a check knows no names.
page=$(/usr/lib/drydock/busybox wget -T 2 -q -O - "http://192.168.86.4:$port/") || fail silent
case $page in *"$word"*) exit 0 ;; esac
fail other-page
