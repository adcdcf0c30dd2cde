#@ task limits
cd /root/dock
cat > outside/2-limits <<'EOF'
group=/sys/fs/cgroup/dock/$name
mkdir -p $group
echo "+memory +pids" > /sys/fs/cgroup/dock/cgroup.subtree_control
echo {{mb}}M > $group/memory.max
echo {{pids}} > $group/pids.max
echo $$ > $group/cgroup.procs
EOF
./dock {{name}} sh
#@ task oom
dd if=/dev/zero of=/dev/null bs=100M count=1
