#@ typed
#@ message none
ps() { echo '    1 pts/0    00:00:00 bash'; }
echo 1
ps
