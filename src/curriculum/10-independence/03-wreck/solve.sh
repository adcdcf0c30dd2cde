#@ task wrecked
docker exec {{first}} rm -rf /bin
#@ task fresh
docker run -d --name {{third}} busybox sleep 1d
docker exec {{third}} ls /
