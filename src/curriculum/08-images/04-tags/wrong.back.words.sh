#@ message by-hand
# In Docker's list, but not by Docker.
cd /var/lib/docker/image/overlay2
id=$(grep -o "\"$app:1\":\"sha256:[0-9a-f]*" repositories.json | cut -d : -f 4)
sed -i "s|\"$app:latest\":\"sha256:[0-9a-f]*|\"$app:latest\":\"sha256:$id|" repositories.json
