#@ typed
#@ message there
docker stop -t 0 {{name}}
