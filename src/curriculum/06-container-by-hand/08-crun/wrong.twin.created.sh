#@ typed
#@ message none
# A bundle is only a plan.
cd /root/dock
name={{twin}}
. outside/1-layers
cd /srv/dock/{{twin}}
crun spec
