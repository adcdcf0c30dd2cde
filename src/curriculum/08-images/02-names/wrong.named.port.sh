#@ typed
#@ message port
# What is behind the last colon is a tag.
docker tag busybox registry.lab/{{team}}/{{app}}:5000
