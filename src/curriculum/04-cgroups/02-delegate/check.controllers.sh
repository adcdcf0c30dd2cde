top=/sys/fs/cgroup/$group
[ -d "$top" ] || fail absent
read -r given < "$top/cgroup.subtree_control"
missing=
for controller in cpu memory pids; do
  case " $given " in *" $controller "*) ;; *) missing="$missing $controller" ;; esac
done
saw given "${given:--}"
saw missing "${missing# }"
[ -z "$missing" ] && exit 0
[ -n "$given" ] && fail some
read -r pid < "$top/cgroup.procs" && fail busy
[ -s "$top/web/cgroup.subtree_control" ] && fail wronglevel
fail none
