#@ typed
#@ message unlimited
# A share counts only against others who want the CPU as well.
docker run -d --name {{box}} --cpu-shares {{percent}} busybox sh -c 'while :; do :; done'
