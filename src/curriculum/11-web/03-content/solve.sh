#@ task copied
echo '<h1>{{word}}</h1>' > index.html
docker cp index.html {{first}}:/usr/share/nginx/html/index.html
