#@ message in-image
echo "$word" > /srv/layers/image/catch.txt
