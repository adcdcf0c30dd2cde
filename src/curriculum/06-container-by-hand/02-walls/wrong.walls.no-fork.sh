#@ typed
#@ message none
# Without --fork nobody is born as number 1.
cd /root/dock
unshare --mount --uts --ipc --cgroup bash
hostname {{name}}
