#@ message old
# The new page, written into the running container: with the next one it is gone.
name=registry.lab:5000/$team/$app:1
docker run -d --name "$app" -p "$port:80" "$name"
docker exec "$app" sh -c "echo '<h1>$app: $word2</h1>' > /www/index.html"
