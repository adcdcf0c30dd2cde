#@ message by-hand
# Into Docker's list, but not by Docker: it would be lost with the next thing that Docker writes there.
cd /var/lib/docker/image/overlay2
id=$(grep -o '"busybox:latest":"sha256:[0-9a-f]*' repositories.json | cut -d : -f 4)
name=registry.lab:5000/$team/$app
sed -i "s|\"Repositories\":{|&\"$name\":{\"$name:latest\":\"sha256:$id\"},|" repositories.json
