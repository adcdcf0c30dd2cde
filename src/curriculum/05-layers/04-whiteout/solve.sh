#@ task hidden
cd /srv/layers
rm one/merged/{{doomed}}
#@ task opaque
rm -r one/merged/conf
mkdir one/merged/conf
