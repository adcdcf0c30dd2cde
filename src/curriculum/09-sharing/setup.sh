# debian, nginx and httpd are here, and nothing that this lab makes. An image that is here stays, since Docker takes its time.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
while read -r _ point type options _; do
  case $type:$options in
    overlay:*,upperdir=*) ;;
    overlay:*) umount -l "$point" || exit ;;
  esac
done < /proc/mounts
records=$(grep -lsE "\"(Image|Name)\":\"/?($tool|$app)[:\"]" "$docker"/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
made=$(grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "^(nginx:.*hello|$tool:.*|$app:.*)$")
if [ -n "$made" ]; then
  docker rmi -f $made > /dev/null && docker image prune -f > /dev/null || exit
fi
for image in debian nginx httpd; do
  grep -q "\"$image:latest\":" "$names" || docker pull -q "$image" > /dev/null || exit
done

mkdir -p /srv/shared "/root/$app"
cat > "/root/$app/Dockerfile" << EOF
FROM debian
RUN yes $word | head -c ${mib}m > /crate && wc -c < /crate > /weight
RUN rm /crate
EOF
