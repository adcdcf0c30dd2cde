#@ task walls
cd /root/dock
echo 'hostname $name' > inside/1-name
cat > init <<'EOF'
#!/bin/bash -e
for part in inside/*; do . $part; done
exec env -i PATH=/bin TERM=$TERM "$@"
EOF
cat > dock <<'EOF'
#!/bin/bash -e
export name=$1; shift
cd /root/dock
for part in outside/*; do . $part; done
exec unshare --mount --uts --ipc --pid --cgroup --fork ./init "$@"
EOF
chmod +x dock init
./dock {{name}} sh
