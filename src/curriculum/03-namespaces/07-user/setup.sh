hostname drydock
rm -f /tmp/mine
