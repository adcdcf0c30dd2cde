#@ message renamed
hostname "$host"
