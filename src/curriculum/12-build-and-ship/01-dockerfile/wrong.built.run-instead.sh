#@ typed
#@ message no-command
# A server that is started while the image is built ends with that container.
cd /root/{{app}}
cat > Dockerfile << 'EOF'
FROM busybox
COPY index.html /www/
RUN mkdir -p /www && date > /www/built
RUN httpd -h /www
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}}:1 .
