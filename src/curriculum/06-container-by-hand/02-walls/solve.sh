#@ task walls
cd /root/dock
echo 'hostname $name' > inside/1-name
cat > init <<'EOF'
#!/bin/bash -e
for part in /root/dock/inside/*; do . $part; done
exec env -i PATH=/bin TERM=$TERM "$@"
EOF
cat > dock <<'EOF'
#!/bin/bash -e
export name=$1; shift
for part in /root/dock/outside/*; do . $part; done
exec unshare --mount --uts --ipc --pid --cgroup --fork /root/dock/init "$@"
EOF
chmod +x dock init
./dock {{name}} sh
