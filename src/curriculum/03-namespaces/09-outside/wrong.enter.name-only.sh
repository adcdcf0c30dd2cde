#@ typed
#@ message nobody
unshare --uts bash
hostname {{other}}
exec bash
