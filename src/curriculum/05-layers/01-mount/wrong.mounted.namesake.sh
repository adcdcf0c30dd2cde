#@ message wrong-lower
# A directory elsewhere with the right name, given by a relative path.
mkdir -p /srv/layers/one/upper /srv/layers/one/work /srv/layers/one/merged /srv/other/one
cp -a /srv/layers/image /srv/other/image
cd /srv/other
mount -t overlay overlay -o lowerdir=image,upperdir=/srv/layers/one/upper,workdir=/srv/layers/one/work /srv/layers/one/merged
