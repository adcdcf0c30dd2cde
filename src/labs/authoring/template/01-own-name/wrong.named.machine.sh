#@ message none
# The name is right, but it is the machine's.
hostname "$host"
