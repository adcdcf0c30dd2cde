/*
 * The hook's side: what `libnetwork-setkey` of moby 26 (libnetwork/sandbox_externalkey_unix.go) is for. Called as
 * `libnetwork-setkey -exec-root=DIR CONTAINER CONTROLLER`, with the container's state (OCI runtime specification) as its input. It
 * connects to `DIR/libnetwork/CONTROLLER.sock`, writes one line of JSON that names the container and its network namespace,
 * and is answered `success`, or what went wrong.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "roles.h"

enum { MAX_STATE = 1 << 16, MAX_LINE = 512, MAX_ANSWER = 1024 };

#define EXEC_ROOT "-exec-root="
#define SUCCESS "success"

static int fail(const char *what) {
  perror(what);
  return 1;
}

/* Process number of the container, from its state on the standard input; 0 if there is none. */
static int read_process(void) {
  static char state[MAX_STATE];
  state[fread(state, 1, sizeof state - 1, stdin)] = '\0';
  const char *field = strstr(state, "\"pid\"");
  field = field != NULL ? strchr(field, ':') : NULL;
  return field != NULL ? atoi(field + 1) : 0;
}

static int connect_to(const char *root, const char *controller) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int length = snprintf(address.sun_path, sizeof address.sun_path, "%s/libnetwork/%s.sock", root,
                        controller);
  if (length < 0 || (size_t)length >= sizeof address.sun_path) return -1;
  int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection >= 0 &&
      connect(connection, (const struct sockaddr *)&address, sizeof address) != 0) {
    close(connection);
    return -1;
  }
  return connection;
}

static bool tell(int connection, const char *container, int process) {
  char line[MAX_LINE];
  int length = snprintf(line, sizeof line,
                        "{\"ContainerID\":\"%s\",\"Key\":\"/proc/%d/ns/net\"}\n", container, process);
  return length > 0 && (size_t)length < sizeof line &&
         write(connection, line, (size_t)length) == length;
}

static int hear(int connection) {
  char answer[MAX_ANSWER];
  ssize_t length = read(connection, answer, sizeof answer - 1);
  if (length <= 0) return fail("dockerd did not answer the network hook");
  answer[length] = '\0';
  if (strcmp(answer, SUCCESS) == 0) return 0;
  fprintf(stderr, "%s\n", answer);
  return 1;
}

int set_key(int count, char **arguments) {
  const size_t prefix = strlen(EXEC_ROOT);
  if (count != 4 || strncmp(arguments[1], EXEC_ROOT, prefix) != 0) {
    fprintf(stderr, "usage: %s %sDIR CONTAINER CONTROLLER\n", SET_KEY, EXEC_ROOT);
    return 1;
  }
  int process = read_process();
  if (process <= 0) {
    fprintf(stderr, "%s: the container's state has no process\n", SET_KEY);
    return 1;
  }
  int connection = connect_to(arguments[1] + prefix, arguments[3]);
  if (connection < 0) return fail("the network hook cannot reach dockerd");
  if (!tell(connection, arguments[2], process)) return fail("the network hook cannot tell dockerd");
  return hear(connection);
}
