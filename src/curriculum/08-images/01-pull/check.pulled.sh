# Docker's list of names, the image behind the name, and the layer that its files are in.
docker=/proc/1/root/var/lib/docker
read -r names < "$docker/image/overlay2/repositories.json"
rest=${names#*"\"busybox:$tag\":\"sha256:"}
if [ "$rest" = "$names" ]; then
  case $names in *'"busybox:'*) fail other ;; esac
  fail none
fi
id=${rest%%\"*}
saw id "${id%"${id#????????????}"}"
content=$docker/image/overlay2/imagedb/content/sha256/$id
sum=$(sha256sum 2> /dev/null < "$content") || fail torn
[ "${sum%% *}" = "$id" ] || fail torn
read -r config < "$content"
rest=${config#*'"diff_ids":["sha256:'}
read -r layer < "$docker/image/overlay2/layerdb/sha256/${rest%%\"*}/cache-id"
[ -x "$docker/overlay2/$layer/diff/bin/busybox" ] || fail torn
exit 0
