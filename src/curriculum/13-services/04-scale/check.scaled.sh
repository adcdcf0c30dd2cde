b=/usr/lib/drydock/busybox
# One look at all of them: each line is the path of a record, and what was found in it. The name comes last.
facts="Image\":\"drydock/notes|Networks\":\{\"$net\":|Aliases\":\[\"api\"\]|DB_HOST=$db\"|IPAddress\":\"[0-9.]+\"|Name\":\"/(api[23]|web)\""
found=$($b grep -HsoE "\"($facts)" /proc/1/root/var/lib/docker/containers/*/config.v2.json)
record= running= web= new= tables=
for line in $found; do
  [ "${line%%:*}" = "$record" ] || facts=
  record=${line%%:*}
  facts=$facts${line#*:}
  case $line in *'"Name":"/'*) ;; *) continue ;; esac
  id=${record%/*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || continue
  name=${line##*/}
  name=${name%\"}
  running="$running $name"
  ip=${facts#*'"IPAddress":"'}
  ip=${ip%%\"*}
  [ "$name" = web ] && web=$pid && address=$ip && continue
  saw name "$name"
  case $facts in *'"Image":"drydock/notes'*) ;; *) fail other-image ;; esac
  case $facts in *'"Networks":'*) ;; *) fail other-network ;; esac
  case $facts in *'"Aliases":'*) ;; *) fail no-alias ;; esac
  case $facts in *'"DB_HOST='*) ;; *) fail other-host ;; esac
  new="$new $ip"
  tables="$tables /proc/$pid/net/tcp"
done
for name in api2 api3; do
  saw name "$name"
  case $running in *"$name"*) ;; *) fail none ;; esac
done
[ -n "$web" ] || fail web
# Who hangs up first keeps the connection in mind for a minute; 1F90 is port 8080.
hosts=$(
  for ip in $address $new; do
    IFS=.
    set -- $ip
    # As the kernel writes an address on this processor: the last number first.
    printf '%02X%02X%02X%02X|' "$4" "$3" "$2" "$1"
  done
)
client=${hosts%%|*}
servers=${hosts#*|}
$b grep -qE " (${servers%|}):1F90 0[16]" "/proc/$web/net/tcp" && exit 0
$b grep -qs ":1F90 $client:[0-9A-F]* 0[16]" $tables || fail unasked
exit 0
