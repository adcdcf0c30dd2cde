#@ message elsewhere
# In the layer of the image, whose every container would have it.
for page in /var/lib/docker/overlay2/*/diff/usr/share/nginx/html/index.html; do
  echo "<h1>$word</h1>" > "$page"
done
