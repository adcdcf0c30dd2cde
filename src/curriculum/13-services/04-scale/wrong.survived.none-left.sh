#@ typed
#@ message none-left
# The only one there is.
docker kill api1
busybox wget -q -O - http://localhost:{{port}}/who
