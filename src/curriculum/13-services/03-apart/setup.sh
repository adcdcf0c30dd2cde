# Images and files that the services need are there, and nothing of this lab runs.
names="$mono|${mono}2|$db|api[1-3]|web"
records=$(grep -lsE "\"Name\":\"/($names)\"|\"com.docker.compose.project\":\"$app\"" /var/lib/docker/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
for network in "$net" "${app}_default"; do
  [ -z "$(docker network ls -q -f "name=^$network\$")" ] || docker network rm "$network" > /dev/null || exit
done

for image in mariadb drydock/notes nginx; do
  grep -q "\"$image:latest\":" /var/lib/docker/image/overlay2/repositories.json || docker pull -q "$image" || exit
done > /dev/null

cd /srv && mkdir -p "$app/web/page" && cd "$app" || exit
cat > db.env << END
MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1
MARIADB_DATABASE=notes
MARIADB_USER=notes
MARIADB_PASSWORD=notes
END
cat > web/default.conf << 'END'
server {
  listen 80;
  # Docker's name server; the name may lead elsewhere in the next second.
  resolver 127.0.0.11 valid=1s;
  set $api http://api:8080;
  proxy_connect_timeout 2s;

  location / { root /etc/nginx/conf.d/page; }
  location /api/ { proxy_pass $api; }
  location = /who { proxy_pass $api/; }
}
END
cat > web/page/index.html << END
<!doctype html>
<meta charset="utf-8">
<title>$app</title>
<h1>$app</h1>
<form><input name="text"> <button>+</button></form>
<pre></pre>
<script>
  const show = async (options) => {
    const answer = await fetch('/api/notes', options);
    document.querySelector('pre').textContent = await answer.text();
  };
  document.forms[0].onsubmit = async (event) => {
    event.preventDefault();
    await show({ method: 'POST', body: document.forms[0].text.value });
    await show();
  };
  show();
</script>
END
