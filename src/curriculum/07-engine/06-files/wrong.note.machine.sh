#@ message absent
# The machine has a root of its own.
echo "$word" > /note
