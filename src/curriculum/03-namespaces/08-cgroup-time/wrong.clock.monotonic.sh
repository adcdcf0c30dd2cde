#@ typed
#@ message offset
unshare --time --monotonic {{ahead}} bash
