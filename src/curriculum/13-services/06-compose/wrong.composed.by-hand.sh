#@ typed
#@ message none
# A container by such a name, from nobody's plan.
docker run -d --name {{app}}-api-1 drydock/notes
