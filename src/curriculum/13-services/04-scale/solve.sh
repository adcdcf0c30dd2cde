#@ task scaled
for n in 2 3; do docker run -d --name api$n --hostname api$n --network {{net}} --network-alias api -e DB_HOST={{db}} drydock/notes; done
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do busybox wget -q -O - http://localhost:{{port}}/who; done
#@ task survived
docker kill api1
for i in 1 2 3; do busybox wget -q -O - http://localhost:{{port}}/who; done
