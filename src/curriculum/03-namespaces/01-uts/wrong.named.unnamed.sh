#@ typed
#@ message unnamed
unshare --uts bash
HOSTNAME={{host}} exec bash
