# The program's files are there, and nothing of this lab runs.
names="$mono|${mono}2|$db|api[1-3]|web"
records=$(grep -lsE "\"Name\":\"/($names)\"|\"com.docker.compose.project\":\"$app\"" /var/lib/docker/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done

cd /srv && mkdir -p "$app/mono/www/cgi-bin" && cd "$app/mono" || exit
cat > start << 'END'
#!/bin/bash
# The whole program. When one of its parts ends, the rest does.
export MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 MARIADB_DATABASE=notes
docker-entrypoint.sh mariadbd &
database=$!
busybox httpd -f -p 80 -h /app/www &
trap 'kill $(jobs -p); wait; exit 0' TERM
wait -n
kill -0 $database || exit 3
exit 4
END
cat > www/cgi-bin/notes << 'END'
#!/bin/sh
# The API: GET lists the notes, POST adds one.
sql='CREATE TABLE IF NOT EXISTS notes (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(1000) NOT NULL);'
if [ "$REQUEST_METHOD" = POST ]; then
  sql="$sql INSERT INTO notes (text) VALUES (FROM_BASE64('$(head -c "$CONTENT_LENGTH" | base64 -w 0)'));"
fi
printf 'Content-Type: application/json\r\n\r\n'
mariadb -N -r notes -e "$sql SELECT COALESCE(JSON_ARRAYAGG(JSON_OBJECT('id', id, 'text', text) ORDER BY id), '[]') FROM notes" 2>&1
END
cat > www/index.html << END
<!doctype html>
<meta charset="utf-8">
<title>$app</title>
<h1>$app</h1>
<form><input name="text"> <button>+</button></form>
<pre></pre>
<script>
  const show = async (options) => {
    const answer = await fetch('/cgi-bin/notes', options);
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
chmod +x start www/cgi-bin/notes
