#@ typed
#@ message none
lsns() { echo '4026532033 pid  2  1 root bash'; }
ps() { echo '    1 pts/0    00:00:00 bash'; }
ps; lsns
