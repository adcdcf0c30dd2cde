#@ typed
#@ message unnamed
unshare --uts bash
echo {{host}}
