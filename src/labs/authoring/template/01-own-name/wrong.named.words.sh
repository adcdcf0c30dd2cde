#@ typed
#@ message none
hostname() { echo {{host}}; }
hostname
