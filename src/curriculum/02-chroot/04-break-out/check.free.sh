jail=/proc/1/root/srv/$room
# Kernel threads have no program. With the machine's root: who may have broken out.
prisoner=
others=
for process in /proc/[0-9]*; do
  [ -e "$process/exe" ] || continue
  if [ "$process/root" -ef "$jail" ]; then
    prisoner=${process#/proc/}
  elif [ "$process/root" -ef /proc/1/root ]; then
    others="$others ${process#/proc/}"
  fi
done
[ -n "$prisoner" ] || fail not-inside
for pid in $others; do
  ancestor=$pid
  while [ "$ancestor" -gt 1 ]; do
    if [ "/proc/$ancestor/root" -ef "$jail" ]; then
      saw pid "$pid"
      saw prisoner "$ancestor"
      exit 0
    fi
    read -r stat 2> /dev/null < "/proc/$ancestor/stat" || break
    rest=${stat##*) }
    rest=${rest#* }
    ancestor=${rest%% *}
  done
done
saw prisoner "$prisoner"
fail not-free
