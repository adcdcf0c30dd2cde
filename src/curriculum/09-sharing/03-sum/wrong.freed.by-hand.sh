#@ message by-hand
# The files of Apache, and not by Docker.
for program in /var/lib/docker/overlay2/*/diff/usr/sbin/apache2; do
  rm -rf "${program%/diff/*}"
done
