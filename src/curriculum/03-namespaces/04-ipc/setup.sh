# The example and what an earlier try left outside.
ipcrm --all=shm
