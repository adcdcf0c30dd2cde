#@ task freed
docker rmi httpd
