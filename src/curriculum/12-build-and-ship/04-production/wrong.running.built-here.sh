#@ message made-here
# Built once more in production, by the same name: nothing came from the registry.
mkdir -p /root/copy && cd /root/copy
echo "<h1>$app: $word</h1>" > index.html
cat > Dockerfile << 'EOF'
FROM busybox
COPY index.html /www/
CMD ["httpd", "-f", "-h", "/www"]
EOF
name=registry.lab:5000/$team/$app:1
DOCKER_BUILDKIT=0 docker build -q -t "$name" .
docker run -d --name "$app" -p "$port:80" "$name"
