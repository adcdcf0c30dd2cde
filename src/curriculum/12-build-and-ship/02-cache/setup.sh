# Version 1, built from the Dockerfile of the step before, and nothing else of this lab. What was built once comes from the
# builder's cache.
names=/var/lib/docker/image/overlay2/repositories.json
others=$(grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app:" | grep -vx "$app:1")
[ -z "$others" ] || docker rmi -f $others > /dev/null || exit
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null || exit
mkdir -p "/root/$app" && cd "/root/$app" || exit
echo "<h1>$app: $word</h1>" > index.html
cat > Dockerfile << 'EOF'
FROM busybox
COPY index.html /www/
RUN mkdir -p /www && date > /www/built
CMD ["httpd", "-f", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -q -t "$app:1" . > /dev/null
