#@ task bash
cp /usr/bin/bash /srv/{{room}}/bin
cp --parents /lib/ld-linux.so.2 /lib/i386-linux-gnu/lib{tinfo,c}.so.6 /srv/{{room}}
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
#@ task tool
#@ terminal 2
cp --parents /usr/bin/{{tool}} $(ldd /usr/bin/{{tool}} | grep -o '/lib[^ ]*') /srv/{{room}}
chroot /srv/{{room}} /usr/bin/{{tool}} . &
