#@ message none
ip addr add "10.$net.0.2/32" dev lo
ping -c 1 "10.$net.0.2" > /dev/null
