#@ task twin
cd /root/dock
name={{twin}}
. outside/1-layers
. outside/3-network
cd /srv/dock/{{twin}}
crun spec
cat > change.jq <<'EOF'
.hostname = "{{twin}}"
| .process.terminal = false
| .process.args = ["httpd", "-f", "-h", "/www"]
| .root.readonly = false
| .linux.cgroupsPath = "/dock/{{twin}}"
| .linux.resources.memory.limit = {{mb}} * 1048576
| .linux.resources.pids.limit = {{pids}}
| (.linux.namespaces[] | select(.type == "network")).path = "/run/netns/{{twin}}"
EOF
jq -f change.jq config.json > new.json
mv new.json config.json
crun run --detach {{twin}}
#@ task both
busybox wget -qO- http://10.{{net}}.0.3/
