#@ message not-mounted
# A root that was copied can be wrecked without harm, too, but there is no layer in it.
cd /srv/layers
mkdir -p box/upper box/work
cp -a tiny box/merged
chroot box/merged /bin/sh -c 'rm -rf /bin; while :; do read -t 1000 line < /none || break; done' > /dev/null 2>&1 &
