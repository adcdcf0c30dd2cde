/*
 * The OCI runtime that dockerd is told of: crun, with a quicker hook.
 *
 * For each container that gets a network, dockerd has the runtime start a hook once the container's namespaces are there. The hook is
 * dockerd's own program once more, and all that it does is write a line into a socket of the dockerd that waits. In an emulated
 * processor the start of a program of that size takes longer than everything else that starts a container.
 */
#define _GNU_SOURCE
#include <string.h>

#include "roles.h"

int main(int count, char **arguments) {
  const char *name = count > 0 ? strrchr(arguments[0], '/') : NULL;
  name = name != NULL ? name + 1 : count > 0 ? arguments[0] : "";
  return strcmp(name, SET_KEY) == 0 ? set_key(count, arguments) : run_runtime(arguments);
}
