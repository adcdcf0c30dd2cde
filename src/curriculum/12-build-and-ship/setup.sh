# Version 1 is built and in the registry, as the steps before leave it, and there is no version 2. Of what was built once the
# builder takes every line from its cache.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
for record in $(grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json); do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
# Tags but 1, and what was pulled or pushed by another.
others=$(grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app:" | grep -v ':1$')
[ -z "$others" ] || docker rmi -f $others > /dev/null || exit
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null || exit

mkdir -p "/root/$app" && cd "/root/$app" || exit
echo "<h1>$app: $word</h1>" > index.html
cat > Dockerfile << 'DOCKERFILE'
FROM busybox
RUN mkdir -p /www && date > /www/built
COPY index.html /www/
CMD ["httpd", "-f", "-h", "/www"]
DOCKERFILE
name=registry.lab:5000/$team/$app
id=$(DOCKER_BUILDKIT=0 docker build -q -t "$app:1" -t "$name:1" .) || exit
busybox wget -q -O - "http://registry.lab:5000/v2/$team/$app/manifests/1" 2> /dev/null | grep -q "\"$id\"" ||
  docker push -q "$name:1" > /dev/null
