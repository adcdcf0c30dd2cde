#@ message by-itself
# Docker only hears of it.
kill -KILL "$(pgrep -x sleep)"
sleep 1
