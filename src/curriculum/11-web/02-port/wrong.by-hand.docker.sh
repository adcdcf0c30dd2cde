#@ typed
#@ message listener
# Docker holds the port that it publishes.
docker run -d -p {{side}}:80 nginx
