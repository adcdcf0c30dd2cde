#@ task built
cd /root/{{app}}
cat > Dockerfile << 'EOF'
FROM busybox
COPY index.html /www/
RUN mkdir -p /www && date > /www/built
CMD ["httpd", "-f", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}}:1 .
#@ task served
docker run -d --name {{app}} -p {{port}}:80 {{app}}:1
