#@ typed
#@ message not-inside
pkill -fx 'sleep {{seconds}}'
