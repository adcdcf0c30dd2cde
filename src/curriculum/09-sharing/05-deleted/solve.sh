#@ task slim
cd /root/{{app}}
cat > Dockerfile <<'EOF'
FROM debian
RUN yes {{word}} | head -c {{mib}}m > /crate && wc -c < /crate > /weight && rm /crate
EOF
DOCKER_BUILDKIT=0 docker build -t {{app}} .
