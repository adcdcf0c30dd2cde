#@ message none
# An ordinary user who calls himself root, and an id that agrees.
setsid setpriv --reuid "$uid" --regid "$uid" --clear-groups bash -c 'exec -a root sleep 1000' > /dev/null 2>&1 < /dev/null &
printf '#!/bin/sh\necho "uid=0(root) gid=0(root) groups=0(root)"\n' > /usr/local/bin/id
chmod +x /usr/local/bin/id
