#@ typed
#@ message unmapped
setpriv --reuid {{uid}} --regid {{uid}} --clear-groups unshare --user bash
#@ expect nobody@drydock
