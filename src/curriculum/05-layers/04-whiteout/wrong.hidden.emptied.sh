#@ message not-yet
: > "/srv/layers/one/merged/$doomed"
