/* Bytes on their way from the page to a PTY or a script's stdin: a queue of exactly one input window, which the
 * receiving process empties at its own pace. */
#ifndef DRYDOCK_INPUT_H
#define DRYDOCK_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the page may have outstanding: PROTOCOL.md, "Flow control". */
enum { INPUT_WINDOW_BYTES = 16384 };

struct input {
  int fd;          /* non-blocking; -1 once closed: what comes then is dropped and counted as taken */
  size_t first;    /* index of the oldest byte */
  size_t count;
  bool end_wanted; /* close as soon as the queue is empty */
  uint8_t bytes[INPUT_WINDOW_BYTES];
};

void input_open(struct input *input, int fd);

/* False, and nothing queued, when the sender did not keep to the window. */
bool input_queue(struct input *input, const uint8_t *bytes, size_t length);

/* Passes on what the descriptor takes without waiting; returns how many bytes left the queue. */
size_t input_flush(struct input *input);

/* Drops what is queued. */
void input_clear(struct input *input);

void input_close(struct input *input);

#endif
