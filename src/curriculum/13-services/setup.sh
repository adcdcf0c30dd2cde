# Database, API and web run, each in a container of its own, and nothing else of this lab. What is in order stays: Docker takes
# some seconds for each container.
docker=/var/lib/docker
names="$mono|${mono}2|api[23]"
records=$(grep -lsE "\"Name\":\"/($names)\"|\"com.docker.compose.project\":\"$app\"" "$docker"/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
[ -z "$(docker network ls -q -f "name=^${app}_default\$")" ] || docker network rm "${app}_default" > /dev/null || exit

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
# Lines in place of a picture that is drawn ten times a second, which would take most of the processor.
echo COMPOSE_ANSI=never > .env
cat > compose.yaml << END
services:
  db:
    image: mariadb
    env_file: db.env
  api:
    image: drydock/notes
    environment:
      DB_HOST: db
  web:
    image: nginx
    ports: ["$port2:80"]
    volumes: ["./web:/etc/nginx/conf.d"]
END

# find_container NAME: whether it runs in the lab's network; sets $id and $pid.
find_container() {
  id=
  record=$(grep -ls "\"Name\":\"/$1\"" "$docker"/containers/*/config.v2.json) || return
  id=${record%/*}
  id=${id##*/}
  grep -q '"Paused":false' "$record" && grep -q "\"Networks\":{\"$net\":" "$record" || return
  read -r pid 2> /dev/null < "/sys/fs/cgroup/docker/$id/cgroup.procs"
}
# start_container NAME OPTION… IMAGE: unless it runs already.
start_container() {
  find_container "$1" && return
  [ -z "$id" ] || docker rm -f "$id" > /dev/null || return
  name=$1
  shift
  docker run -d --name "$name" --network "$net" "$@" > /dev/null 2>&1
}
started() { cut -d ' ' -f 22 "/proc/$pid/stat"; }

[ -n "$(docker network ls -q -f "name=^$net\$")" ] || docker network create "$net" > /dev/null || exit
if find_container "$db"; then
  since=$(started)
  ! find_container api1 || [ "$(started)" -ge "$since" ] || docker rm -f api1 > /dev/null || exit
else
  find_container api1
  [ -z "$id" ] || docker rm -f "$id" > /dev/null || exit
  start_container "$db" --env-file db.env mariadb || exit
fi
start_container api1 --hostname api1 --network-alias api -e "DB_HOST=$db" drydock/notes || exit
start_container web -p "$port:80" -v "/srv/$app/web:/etc/nginx/conf.d" nginx
