#@ message not-there
# In Docker's list it looks as if it had been pushed.
cd /var/lib/docker/image/overlay2
id=$(grep -o "\"$app:1\":\"sha256:[0-9a-f]*" repositories.json | cut -d : -f 4)
name=registry.lab:5000/$team/$app
sed -i "s|\"Repositories\":{|&\"$name\":{\"$name:1\":\"sha256:$id\",\"$name@sha256:$id\":\"sha256:$id\"},|" repositories.json
