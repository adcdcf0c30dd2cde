#@ typed
#@ message never-away
# The API was started again as well, and after the database.
docker restart -t 0 {{db}} api1
