#@ typed
#@ message one-world
theirs=$(pgrep -x httpd --cgroup /dock/{{twin}})
nsenter -t $theirs --all sh
