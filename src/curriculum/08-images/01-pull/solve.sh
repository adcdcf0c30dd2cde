#@ task pulled
docker pull busybox:{{tag}}
docker images
