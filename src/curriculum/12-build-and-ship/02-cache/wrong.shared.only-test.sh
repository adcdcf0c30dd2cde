#@ typed
#@ message only-test
# Mended, but there is nothing yet to share it with.
cd /root/{{app}}
cat > Dockerfile << 'EOF'
FROM busybox
RUN mkdir -p /www && date > /www/built
COPY index.html /www/
CMD ["httpd", "-f", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}}:test .
