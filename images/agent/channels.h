/* The fixed table of everything the page has opened: terminals, scripts and subscriptions. */
#ifndef DRYDOCK_CHANNELS_H
#define DRYDOCK_CHANNELS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "frames.h"
#include "input.h"
#include "replies.h"

enum { CHANNELS_MAX = 64, STREAMS_MAX = 2 };

enum channel_kind { CHANNEL_FREE, CHANNEL_TERMINAL, CHANNEL_SCRIPT, CHANNEL_FACTS };

/* One source of output: a PTY or a pipe. */
struct stream {
  int fd; /* non-blocking; -1 once its end was seen */
  enum reply_type type;
  uint32_t left; /* bytes still to be delivered after the process is gone; see process_reap */
};

struct channel {
  enum channel_kind kind;
  uint16_t number;

  /* Terminals and scripts. */
  pid_t pid;     /* of the session leader, which also leads its process group; 0 once reaped */
  int status_fd; /* tells whether exec succeeded; -1 once known */
  bool exited;   /* reaped; what is left is to deliver its last output */
  bool discards_output;
  enum exit_how verdict; /* why it was killed, if it was: EXIT_STATUS otherwise */
  enum exit_how how;
  uint32_t value;
  uint32_t credit; /* bytes the page is ready to take */
  struct stream streams[STREAMS_MAX];
  struct input input;

  /* When a script is out of time, a closed terminal is killed, or facts are due; monotonic ms, 0: never. */
  int64_t deadline_ms;

  /* Terminals only. */
  int slave_fd; /* held so that the master never reports a hang-up while the session lives */
  uint16_t columns;
  uint16_t rows;

  /* Subscriptions only. */
  uint32_t interval_ms;
};

/* Null when there is no such channel. */
struct channel *channel_find(uint16_t number);
struct channel *channel_find_pid(pid_t pid);

/* A channel for an opening request, with no descriptor open; null after the page was told why there is none. */
struct channel *channel_claim(uint16_t number, enum channel_kind kind);

/* Closes what the channel holds and frees its number. */
void channel_release(struct channel *channel);

/* The table, for those who look at every channel; skip those of kind CHANNEL_FREE. */
struct channel *channels_begin(void);
struct channel *channels_end(void);

#endif
