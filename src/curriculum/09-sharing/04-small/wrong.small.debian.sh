#@ typed
#@ message no-jq
docker tag debian {{tool}}
