#@ task small
files=$(ldd /usr/bin/jq | grep -o '/[^ ]*')
tar -C / -ch usr/bin/jq $files | docker import - {{tool}}
docker run {{tool}} jq -n '6 * 7'
