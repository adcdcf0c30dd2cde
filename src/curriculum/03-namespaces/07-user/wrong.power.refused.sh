#@ typed
#@ message none
setpriv --reuid {{uid}} --regid {{uid}} --clear-groups unshare --user --map-root-user bash
hostname {{host}}
PS1='root@{{host}}:\w# '
