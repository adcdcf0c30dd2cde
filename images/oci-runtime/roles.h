/* What the program does by the name that it is called by; `main.c` tells the two apart. Both return an exit status. */
#ifndef DRYDOCK_ROLES_H
#define DRYDOCK_ROLES_H

/* The name by which dockerd's hook calls itself. */
#define SET_KEY "libnetwork-setkey"

/* The runtime itself. A test takes another. */
#ifndef RUNTIME
#define RUNTIME "/usr/bin/crun"
#endif

/*
 * Runs the runtime with the same arguments; before `create --bundle DIR`, the bundle's network hook is made one that this
 * program answers. Returns only if there is no runtime.
 */
int run_runtime(char **arguments);

/* Tells dockerd that a container's network namespace is there: the hook. */
int set_key(int count, char **arguments);

#endif
