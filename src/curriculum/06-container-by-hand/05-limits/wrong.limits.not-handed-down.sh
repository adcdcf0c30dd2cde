#@ typed
#@ message no-files
cd /root/dock
cat > outside/2-limits <<'EOF'
group=/sys/fs/cgroup/dock/$name
mkdir -p $group
echo $$ > $group/cgroup.procs
EOF
./dock {{name}} sh
