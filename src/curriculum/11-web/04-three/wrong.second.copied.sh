#@ typed
#@ message not-mounted
docker run -d --name {{second}} -p {{port2}}:80 nginx
docker exec {{second}} sh -c 'echo {{word2}} > /usr/share/nginx/html/index.html'
