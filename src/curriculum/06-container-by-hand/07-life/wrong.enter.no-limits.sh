#@ typed
#@ message unlimited
nsenter -t $(pgrep -x httpd) --all sh
