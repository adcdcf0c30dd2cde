#@ typed
#@ message foreign
unshare --uts bash
hostname {{host}}
setpriv --reuid {{uid}} --regid {{uid}} --clear-groups unshare --user --map-root-user bash
