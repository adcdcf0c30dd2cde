#@ typed
#@ message theirs
cd /root/dock
name={{twin}}
. outside/1-layers
. outside/3-network
