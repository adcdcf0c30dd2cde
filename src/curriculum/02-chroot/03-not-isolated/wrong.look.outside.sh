#@ message not-inside
# The mount is in place, but nobody is inside to see it.
mkdir "/srv/$room/proc"
mount -t proc proc "/srv/$room/proc"
