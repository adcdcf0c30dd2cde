#@ typed
#@ message old
echo '<h1>{{word}}</h1>' > home.html
docker cp home.html {{first}}:/usr/share/nginx/html/home.html
