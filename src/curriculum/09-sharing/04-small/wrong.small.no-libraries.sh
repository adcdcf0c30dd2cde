#@ typed
#@ message broken
# The program alone does not start.
tar -C / -ch usr/bin/jq | docker import - {{tool}}
docker run {{tool}} jq -n '6 * 7'
