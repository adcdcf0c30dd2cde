#@ message no-mount-but-files
cd /srv/layers
mkdir -p one/upper one/work
cp -a image one/merged
