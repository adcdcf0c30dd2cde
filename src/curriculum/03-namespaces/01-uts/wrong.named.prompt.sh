#@ typed
#@ message none
PS1='root@{{host}}:\w# '
echo {{host}} > /etc/hostname
