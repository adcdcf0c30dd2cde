#@ typed
#@ message idle
# Without -f the server goes into the background, and number 1 ends.
cd /root/{{app}}
cat > Dockerfile << 'EOF'
FROM busybox
COPY index.html /www/
RUN mkdir -p /www && date > /www/built
CMD ["httpd", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}}:1 .
docker run -d --name {{app}} -p {{port}}:80 {{app}}:1
