#@ task first
unshare --pid --fork bash
echo $$
ps -p 1
#@ task proc
exit
unshare --pid --fork --mount-proc bash
ps
