#@ message outside
mount -t tmpfs "$shelf" /mnt
