#@ task user
docker run -d --name {{box}} --user {{uid}} --security-opt no-new-privileges busybox sleep 1d
#@ task locked
docker exec {{box}} grep -E 'Uid|CapEff|NoNewPrivs|Seccomp:' /proc/self/status
