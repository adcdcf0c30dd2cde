#@ message too-few
# What one would do without layers.
cd /srv/layers
for i in $(seq "$count"); do
  mkdir "c$i"
  cp -a image app "c$i"
done
