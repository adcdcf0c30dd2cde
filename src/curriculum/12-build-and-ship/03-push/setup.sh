# Version 1 is built, and has no name in the registry. What was built once comes from the builder's cache.
names=/var/lib/docker/image/overlay2/repositories.json
# own MARK: the lab's own names with a tag (:) or a digest (@). With its last tag an image loses its digests.
own() { grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app$1" | grep -vx "$app:1"; }
! tags=$(own :) || docker rmi -f $tags > /dev/null || exit
! digests=$(own @) || docker rmi -f $digests > /dev/null || exit
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null || exit
mkdir -p "/root/$app" && cd "/root/$app" || exit
echo "<h1>$app: $word</h1>" > index.html
cat > Dockerfile << 'EOF'
FROM busybox
RUN mkdir -p /www && date > /www/built
COPY index.html /www/
CMD ["httpd", "-f", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -q -t "$app:1" . > /dev/null
