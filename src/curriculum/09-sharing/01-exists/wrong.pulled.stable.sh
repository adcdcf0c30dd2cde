#@ typed
#@ message none
# All of its layers exist, for it is the same image.
docker pull nginx:stable
