#@ typed
#@ message unnamed
cd /root/dock
cat > dock <<'EOF'
#!/bin/bash -e
export name=$1; shift
cd /root/dock
exec unshare --mount --uts --ipc --pid --cgroup --fork "$@"
EOF
chmod +x dock
./dock {{name}} sh
