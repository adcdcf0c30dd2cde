#@ task served
docker run -d --name {{first}} -p {{port}}:80 nginx
