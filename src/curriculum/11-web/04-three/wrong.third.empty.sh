#@ typed
#@ message silent
# Docker makes a directory that is not there, but nobody puts a page into it.
docker run -d --name {{third}} -p {{port3}}:80 -v /srv/{{third}}:/usr/share/nginx/html nginx
