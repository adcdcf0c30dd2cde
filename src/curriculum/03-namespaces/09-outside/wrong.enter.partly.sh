#@ typed
#@ message partly
pid=$(pgrep -n sleep)
nsenter --target $pid --uts --pid bash
