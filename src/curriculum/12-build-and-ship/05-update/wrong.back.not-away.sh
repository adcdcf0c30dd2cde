#@ message early
# Version 2 is here as an image only: version 1 has been running all the time.
name=registry.lab:5000/$team/$app
docker run -d --name "$app" -p "$port:80" "$name:1"
docker commit "$app" "$name:2"
