#@ message none
# A file with the right name and the right words in it, and nobody there any more.
echo "$other" > /run/kept
kill -9 "$(pgrep -n sleep)"
