#@ task stopped
docker exec {{name}} sh -c 'echo {{word}} > /note'
docker stop -t 2 {{name}}
#@ task removed
docker rm {{name}}
