#@ message running
# Number 1 of a PID namespace gets only the signals it has asked for.
kill "$(pgrep -x sleep)"
