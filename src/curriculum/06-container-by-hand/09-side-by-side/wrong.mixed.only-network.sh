#@ typed
#@ message nobody
# The machine's files and the container's network.
ip netns exec {{name}} bash
