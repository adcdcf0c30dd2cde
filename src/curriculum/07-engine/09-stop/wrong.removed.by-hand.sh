#@ message torn
# The files are gone, but Docker still shows the container.
kill -KILL "$(pgrep -x sleep)"
sleep 1
rm -r /var/lib/docker/containers/*
