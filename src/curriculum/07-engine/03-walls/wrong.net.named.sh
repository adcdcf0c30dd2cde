#@ typed
#@ message nobody
# A network of that name, but not the one of the container.
ip netns add {{name}}
ip netns exec {{name}} bash
