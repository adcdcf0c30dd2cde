/* Terminals: a PTY and the session on it. */
#ifndef DRYDOCK_TERMINAL_H
#define DRYDOCK_TERMINAL_H

#include <stdint.h>

#include "channels.h"

struct terminal_request {
  uint16_t columns;
  uint16_t rows;
  uint32_t credit;
  char **argv; /* empty: the login shell */
  char **env;
  const char *cwd;
};

void terminal_open(uint16_t number, const struct terminal_request *request);
void terminal_resize(struct channel *channel, uint16_t columns, uint16_t rows);

/* Hangs the line up. EXIT follows when the session leader is gone, which is killed if it stays. */
void terminal_close(struct channel *channel);

/* The page starts over with this terminal: full input window, `credit` bytes of output. */
void terminal_reset_windows(struct channel *channel, uint32_t credit);

#endif
