#@ typed
#@ message not-mounted
# The web server's own page.
docker network create {{net}}
docker run -d --name web --network {{net}} -p {{port}}:80 nginx
