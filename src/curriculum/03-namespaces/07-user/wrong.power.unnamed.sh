#@ typed
#@ message unnamed
setpriv --reuid {{uid}} --regid {{uid}} --clear-groups unshare --user --map-root-user bash
unshare --uts bash
