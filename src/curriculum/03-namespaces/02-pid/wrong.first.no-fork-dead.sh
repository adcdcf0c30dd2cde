#@ typed
#@ message nofork
unshare --pid bash
ls
ls
