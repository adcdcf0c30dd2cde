# Runs as root whenever the step opens, in whatever state the machine is: running it twice must do no harm.
hostname drydock
