#@ task exec
docker exec -it {{name}} sh
ps -o pid,ppid,args
cat /proc/self/cgroup
