#@ task mapped
setpriv --reuid {{uid}} --regid {{uid}} --clear-groups unshare --user --map-root-user bash
id
#@ task power
unshare --uts bash
hostname {{host}}
touch /tmp/mine
ls -l /tmp/mine
