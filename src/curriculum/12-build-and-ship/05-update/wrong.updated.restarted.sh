#@ typed
#@ message old
# A container stays with the image that it was made from.
#@ terminal second
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
docker restart -t 0 {{app}}
