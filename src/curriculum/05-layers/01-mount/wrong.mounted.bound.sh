#@ message not-overlay
cd /srv/layers
mkdir -p one/upper one/work one/merged
mount --bind image one/merged
