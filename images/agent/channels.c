#define _GNU_SOURCE
#include "channels.h"

#include <stddef.h>
#include <unistd.h>

static struct channel table[CHANNELS_MAX];

struct channel *channels_begin(void) { return table; }

struct channel *channels_end(void) { return table + CHANNELS_MAX; }

struct channel *channel_find(uint16_t number) {
  for (struct channel *channel = table; channel < channels_end(); channel++)
    if (channel->kind != CHANNEL_FREE && channel->number == number) return channel;
  return NULL;
}

struct channel *channel_find_pid(pid_t pid) {
  for (struct channel *channel = table; channel < channels_end(); channel++)
    if (channel->kind != CHANNEL_FREE && channel->pid == pid) return channel;
  return NULL;
}

static struct channel *find_free(void) {
  for (struct channel *channel = table; channel < channels_end(); channel++)
    if (channel->kind == CHANNEL_FREE) return channel;
  return NULL;
}

/* Everything but the input queue, which is large and set up when it is opened. */
static void set_up(struct channel *channel, uint16_t number, enum channel_kind kind) {
  channel->kind = kind;
  channel->number = number;
  channel->pid = 0;
  channel->status_fd = -1;
  channel->exited = false;
  channel->discards_output = false;
  channel->verdict = EXIT_STATUS;
  channel->credit = 0;
  for (unsigned i = 0; i < STREAMS_MAX; i++) channel->streams[i].fd = -1;
  input_open(&channel->input, -1);
  channel->deadline_ms = 0;
  channel->slave_fd = -1;
}

struct channel *channel_claim(uint16_t number, enum channel_kind kind) {
  struct channel *channel = find_free();
  if (number == 0) {
    reply_refused(number, REFUSED_MALFORMED, "channel 0 cannot be opened");
  } else if (channel_find(number) != NULL) {
    reply_refused(number, REFUSED_CHANNEL_IN_USE, "channel in use");
  } else if (channel == NULL) {
    reply_refused(number, REFUSED_TOO_MANY_CHANNELS, "all 64 channels are in use");
  } else {
    set_up(channel, number, kind);
    return channel;
  }
  return NULL;
}

static void close_if_open(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

void channel_release(struct channel *channel) {
  close_if_open(&channel->status_fd);
  close_if_open(&channel->slave_fd);
  for (unsigned i = 0; i < STREAMS_MAX; i++) close_if_open(&channel->streams[i].fd);
  input_close(&channel->input);
  channel->pid = 0;
  channel->kind = CHANNEL_FREE;
}
