#@ typed
#@ message none
uptime() { echo 'up 7 weeks, 1 day, 17 minutes'; }
date -s '+{{ahead}} seconds'
