#@ typed
#@ message other-files
nsenter -t $(pgrep -x sleep) --all sh
