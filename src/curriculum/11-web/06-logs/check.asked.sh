b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$first\"" "$docker"/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
read -r config < "$record"
own=${config#*'"IPAddress":"'}
own=${own%%\"*}
# Docker's log has a line of JSON for each line that nginx has said, and that begins with the address of who has asked.
lines=$($b grep -oE "^\{\"log\":\"[0-9.]+ - - [^\"]*\\\\\"GET /$path[ /?]" "${record%/*}/$id-json.log") || fail silent
set -f
for part in $lines; do
  case $part in '{"log":"'*) ip=${part##*\"} ;; *) continue ;; esac
  saw ip "$ip"
  case $ip in
    127.* | "$own") who=itself ;;
    172.17.0.1 | 192.168.86.*) who=outside ;;
    172.17.*) exit 0 ;;
    *) who=outside ;;
  esac
done
[ "$who" = outside ] || fail itself
fail outside
