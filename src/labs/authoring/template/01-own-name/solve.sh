#@ task named
unshare --uts bash
hostname {{host}}
