/* Scripts: a process with its stdin, stdout and stderr apart, and a deadline. */
#ifndef DRYDOCK_SCRIPT_H
#define DRYDOCK_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "channels.h"

struct script_request {
  uint32_t deadline_ms; /* from now; 0: none */
  uint32_t credit;
  bool in_pristine_root;
  char **argv; /* not empty */
  char **env;
  const char *cwd;
};

void script_start(uint16_t number, const struct script_request *request);

/* Kills the process group and drops the output that was not delivered; EXIT follows. */
void script_cancel(struct channel *channel);

/* Closes stdin after what is queued. */
void script_end_input(struct channel *channel);

/* Kills and forgets a script whose page is gone: no EXIT. */
void script_abandon(struct channel *channel);

#endif
