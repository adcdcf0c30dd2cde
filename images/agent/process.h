/* The life that terminals and scripts have in common, from a settled start to EXIT. */
#ifndef DRYDOCK_PROCESS_H
#define DRYDOCK_PROCESS_H

#include <stddef.h>
#include <stdint.h>

#include "channels.h"
#include "launch.h"

/* Starts a process on a claimed channel whose streams and input are open; on failure the channel is refused and
 * released. */
void process_start(struct channel *channel, const struct launch *what);

/* Tells the page how the start went, once that is known. The channel is free afterwards if it failed. */
void process_settle_start(struct channel *channel);

/* Collects every child that has ended. */
void process_reap_all(void);

/* Kills the process group; EXIT will give `verdict` as the reason. */
void process_kill(struct channel *channel, enum exit_how verdict);

/* Sends EXIT and frees the channel, if the process is gone and all its output was delivered. */
void process_finish(struct channel *channel);

/* More output may be sent. */
void process_add_credit(struct channel *channel, uint32_t bytes);

/* Passes queued input on and returns the credit for it. */
void process_flush_input(struct channel *channel);

#endif
