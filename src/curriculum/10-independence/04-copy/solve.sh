#@ task copied
docker cp /root/letter {{first}}:/letter
docker exec {{first}} sh -c 'echo {{other}} > /letter'
