#@ message none
# A process called init, and a ps that says what one would like to read.
setsid bash -c 'exec -a init sleep 1000' > /dev/null 2>&1 < /dev/null &
cp /bin/sleep /tmp/init
setsid /tmp/init 1000 > /dev/null 2>&1 < /dev/null &
printf '#!/bin/sh\necho "    1 pts/0    00:00:00 bash"\n' > /usr/local/bin/ps
chmod +x /usr/local/bin/ps
