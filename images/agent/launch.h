/* Starting a process: fork, a clean state, exec, and news of whether exec succeeded. */
#ifndef DRYDOCK_LAUNCH_H
#define DRYDOCK_LAUNCH_H

#include <stdbool.h>
#include <sys/types.h>

struct launch {
  const char *path; /* looked up in PATH unless it has a slash; in the new root, as cwd is */
  char **argv;
  char **env; /* NAME=value, on top of the defaults */
  const char *cwd;
  int stdio[3];
  bool in_pristine_root;
  bool is_terminal; /* stdio is a PTY and becomes the controlling terminal */
};

/* Returns the pid, or -1 with errno. The child leads a session and a process group of its own. *status_fd is
 * non-blocking and becomes readable when it is settled: see launch_result. */
pid_t launch(const struct launch *what, int *status_fd);

enum launch_result { LAUNCH_PENDING, LAUNCH_SUCCEEDED, LAUNCH_FAILED };

/* Asks a status descriptor; *error is the errno of a failure. */
enum launch_result launch_result(int status_fd, int *error);

#endif
