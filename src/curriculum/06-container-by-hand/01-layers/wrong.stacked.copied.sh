#@ message unmounted
# It looks the same, but the image is there a second time.
mkdir -p "/srv/dock/$name"
cp -a /srv/base "/srv/dock/$name/rootfs"
cp -a /srv/web/. "/srv/dock/$name/rootfs"
