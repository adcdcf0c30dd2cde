#@ typed
#@ message outside
busybox wget -q -O - http://localhost:{{port}}/{{path}}
