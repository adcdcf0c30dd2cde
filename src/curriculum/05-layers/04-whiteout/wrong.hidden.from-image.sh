#@ message image-lost-it
rm "/srv/layers/image/$doomed"
