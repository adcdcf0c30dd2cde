root=/proc/1/root/srv/$room
program=$root/usr/bin/$tool
[ -e "$program" ] || fail no-tool
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ "/proc/$pid/root" -ef "$root" ] || continue
  [ "/proc/$pid/exe" -ef "$program" ] || continue
  cmp -s "/proc/$pid/exe" "/usr/bin/$tool" || fail other-program
  saw pid "$pid"
  exit 0
done
cmp -s "$program" "/usr/bin/$tool" || fail other-program
case $tool in
  grep) libraries='libpcre2-8.so.0 libc.so.6' ;;
  jq) libraries='libjq.so.1 libonig.so.5 libm.so.6 libc.so.6' ;;
esac
for file in $libraries; do
  file=/lib/i386-linux-gnu/$file
  if ! [ -e "$root$file" ] && ! [ -e "$root/usr$file" ]; then
    saw file "$file"
    fail missing-library
  fi
done
fail not-running
