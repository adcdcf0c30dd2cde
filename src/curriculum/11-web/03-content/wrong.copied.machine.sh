#@ message old
# The machine has such a path as well, but nobody serves it.
mkdir -p /usr/share/nginx/html
echo "<h1>$word</h1>" > /usr/share/nginx/html/index.html
