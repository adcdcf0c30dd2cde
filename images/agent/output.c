#define _GNU_SOURCE
#include "output.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* More than the kernel ever holds for a PTY: 4 KiB in the line discipline and 8 KiB, in pieces, before it. */
enum { PTY_HELD_MAX_BYTES = 65536 };

enum source_state { SOURCE_FULL, SOURCE_EMPTY, SOURCE_ENDED };

/* Reads up to `size` bytes. A PTY hands out 4 KiB at a time, so one read would make many small frames. */
static size_t fill(int fd, uint8_t *bytes, size_t size, enum source_state *state) {
  size_t length = 0;
  *state = SOURCE_FULL;
  while (length < size) {
    ssize_t got = read(fd, bytes + length, size - length);
    if (got > 0) {
      length += (size_t)got;
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
      *state = SOURCE_ENDED; /* a PTY that was hung up says EIO */
      break;
    } else if (errno == EAGAIN) {
      *state = SOURCE_EMPTY;
      break;
    }
  }
  return length;
}

static void close_stream(struct stream *stream) {
  close(stream->fd);
  stream->fd = -1;
}

static size_t minimum(size_t a, size_t b) { return a < b ? a : b; }

bool output_send(struct channel *channel, struct stream *stream) {
  enum source_state state;
  size_t limit = minimum(FRAME_PAYLOAD_MAX, channel->credit);
  if (channel->exited) limit = minimum(limit, stream->left);
  size_t length = fill(stream->fd, reply_payload(), limit, &state);
  if (length > 0) {
    reply_send(stream->type, channel->number, length);
    channel->credit -= (uint32_t)length;
    if (channel->exited) stream->left -= (uint32_t)length;
  }
  bool is_last = channel->exited && (state == SOURCE_EMPTY || stream->left == 0);
  if (state == SOURCE_ENDED || is_last) close_stream(stream);
  return length > 0;
}

void output_set_end(struct channel *channel) {
  for (unsigned i = 0; i < STREAMS_MAX; i++) {
    struct stream *stream = &channel->streams[i];
    int held = 0;
    if (stream->fd < 0) continue;
    /* Exact for a pipe. For a PTY it misses what the line discipline has not taken over yet. */
    if (channel->kind == CHANNEL_TERMINAL) held = PTY_HELD_MAX_BYTES;
    else if (ioctl(stream->fd, FIONREAD, &held) != 0) held = 0;
    stream->left = (uint32_t)held;
  }
}

/* Looks without taking: with no credit nothing may be read, but an empty stream must not wait for credit. */
static bool holds_output(const struct stream *stream) {
  struct pollfd source = {.fd = stream->fd, .events = POLLIN};
  return stream->left > 0 && poll(&source, 1, 0) > 0 && (source.revents & POLLIN) != 0;
}

static void finish_stream(struct channel *channel, struct stream *stream) {
  while (stream->fd >= 0 && channel->credit > 0 && !channel->discards_output)
    if (!output_send(channel, stream)) break;
  if (stream->fd >= 0 && (channel->discards_output || !holds_output(stream))) close_stream(stream);
}

bool output_finish(struct channel *channel) {
  bool delivered = true;
  for (unsigned i = 0; i < STREAMS_MAX; i++) {
    finish_stream(channel, &channel->streams[i]);
    if (channel->streams[i].fd >= 0) delivered = false;
  }
  return delivered;
}
