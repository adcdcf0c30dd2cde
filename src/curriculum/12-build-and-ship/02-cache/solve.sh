#@ task shared
cd /root/{{app}}
cat > Dockerfile << 'EOF'
FROM busybox
RUN mkdir -p /www && date > /www/built
COPY index.html /www/
CMD ["httpd", "-f", "-h", "/www"]
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}}:1 .
echo '<h1>{{app}}: closed on Mondays</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t {{app}}:test .
