# From the name to the image, from the image to its layer, from the layer to the directory; then who has it for a root.
docker=/proc/1/root/var/lib/docker
image_of busybox:latest || fail gone
read -r config < "$docker/image/overlay2/imagedb/content/sha256/$id"
rest=${config#*'"diff_ids":["sha256:'}
read -r layer < "$docker/image/overlay2/layerdb/sha256/${rest%%\"*}/cache-id"
diff=$docker/overlay2/$layer/diff
[ -d "$diff/bin" ] || fail gone
saw layer "${layer%"${layer#????????????}"}"
for process in /proc/[0-9]*; do
  [ "$process/root" -ef "$diff" ] || continue
  saw pid "${process#/proc/}"
  [ "$process/ns/pid" -ef /proc/1/ns/pid ] || fail walls
  exit 0
done
for process in /proc/[0-9]*; do
  [ "$process/exe" -ef "$diff/bin/busybox" ] || continue
  saw pid "${process#/proc/}"
  fail own-root
done
for process in /proc/[0-9]*; do
  [ -e "$process/exe" ] && ! [ "$process/root" -ef /proc/1/root ] && ! [ "$process/root" -ef / ] || continue
  saw pid "${process#/proc/}"
  fail other-root
done
fail nobody
