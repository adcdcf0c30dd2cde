#@ typed
#@ message tagged
# The name, but nothing new behind it.
docker tag nginx nginx:{{tag}}
