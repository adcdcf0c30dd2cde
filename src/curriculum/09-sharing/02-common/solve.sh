#@ task mounted
layers() { docker inspect -f '{{.GraphDriver.Data.UpperDir}}:{{.GraphDriver.Data.LowerDir}}' $1 | tr ':' '\n'; }
layers nginx > /tmp/nginx
layers httpd > /tmp/httpd
lower=$(grep -Fxf /tmp/nginx /tmp/httpd | paste -sd :)
mount -t overlay overlay -o lowerdir=$lower /srv/shared
