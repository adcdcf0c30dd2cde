#@ message outside
# The right name, without walls.
bash -c 'echo $$ > /root/container-pid; exec -a /bin/sh sleep 600' > /dev/null 2>&1 &
until [ -s /root/container-pid ]; do sleep 0.1; done
