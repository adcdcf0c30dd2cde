#@ message other
# Another name, though the same image may be behind it.
docker pull -q busybox
