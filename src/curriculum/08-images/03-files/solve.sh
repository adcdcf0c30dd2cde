#@ task inside
cd /var/lib/docker/image/overlay2
id=$(jq -r '.Repositories.busybox."busybox:latest"' repositories.json | cut -d : -f 2)
layer=$(jq -r '.rootfs.diff_ids[0]' imagedb/content/sha256/$id | cut -d : -f 2)
dir=/var/lib/docker/overlay2/$(cat layerdb/sha256/$layer/cache-id)/diff
chroot $dir sh
ls /
