#@ task mixed
mine=$(pgrep -x httpd --cgroup /dock/{{name}})
theirs=$(pgrep -x httpd --cgroup /dock/{{twin}})
nsenter -t $theirs --mount --uts --ipc --pid --net=/proc/$mine/ns/net sh
wget -qO- http://127.0.0.1/
