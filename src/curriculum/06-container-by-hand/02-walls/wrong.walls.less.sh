#@ typed
#@ message missing
cd /root/dock
unshare --uts --pid --fork bash
hostname {{name}}
