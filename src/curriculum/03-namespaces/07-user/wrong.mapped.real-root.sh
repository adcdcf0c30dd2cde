#@ typed
#@ message outer
unshare --user --map-root-user bash
