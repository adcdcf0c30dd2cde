#@ task pulled
docker pull nginx:{{tag}}
