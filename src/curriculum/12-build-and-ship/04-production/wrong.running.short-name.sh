#@ typed
#@ message none
# A name of the first machine's, which would be one of Docker Hub's here.
#@ terminal second
docker run -d --name {{app}} -p {{port}}:80 {{app}}:1
