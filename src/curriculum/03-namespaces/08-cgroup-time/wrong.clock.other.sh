#@ typed
#@ message offset
unshare --time --boottime 3600 bash
