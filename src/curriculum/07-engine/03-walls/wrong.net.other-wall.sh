#@ typed
#@ message nobody
nsenter -t $(pgrep -x sleep) --uts bash
