#@ message plugged
# Switches the switch off: nobody reaches anybody.
ip link set docker0 down
