#@ message by-hand
# The same files and the same command, but nobody can read how it came about.
cd "/root/$app"
docker create --name by-hand busybox sh
mkdir -p tree/www
cp index.html tree/www/
date > tree/www/built
docker cp -q tree/www by-hand:/
docker commit -c 'CMD ["httpd", "-f", "-h", "/www"]' by-hand "$app:1"
