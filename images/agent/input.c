#define _GNU_SOURCE
#include "input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void input_open(struct input *input, int fd) {
  input->fd = fd;
  input->end_wanted = false;
  input_clear(input);
}

bool input_queue(struct input *input, const uint8_t *bytes, size_t length) {
  if (length > INPUT_WINDOW_BYTES - input->count) return false;
  size_t start = (input->first + input->count) % INPUT_WINDOW_BYTES;
  size_t before_wrap = INPUT_WINDOW_BYTES - start;
  if (before_wrap > length) before_wrap = length;
  memcpy(input->bytes + start, bytes, before_wrap);
  memcpy(input->bytes, bytes + before_wrap, length - before_wrap);
  input->count += length;
  return true;
}

/* Writes once; false when the descriptor takes no more now or never again. */
static bool write_some(struct input *input) {
  size_t until_wrap = INPUT_WINDOW_BYTES - input->first;
  size_t length = input->count < until_wrap ? input->count : until_wrap;
  ssize_t written = write(input->fd, input->bytes + input->first, length);
  if (written < 0 && errno == EINTR) return true;
  if (written < 0 && errno != EAGAIN) input_close(input);
  if (written <= 0) return false;
  input->first = (input->first + (size_t)written) % INPUT_WINDOW_BYTES;
  input->count -= (size_t)written;
  return true;
}

size_t input_flush(struct input *input) {
  size_t before = input->count;
  while (input->fd >= 0 && input->count > 0 && write_some(input)) continue;
  /* Nobody will ever read it. It counts as taken, or the sender would wait for ever. */
  if (input->fd < 0) input_clear(input);
  size_t taken = before - input->count;
  if (input->end_wanted && input->count == 0) input_close(input);
  return taken;
}

void input_clear(struct input *input) {
  input->first = 0;
  input->count = 0;
}

void input_close(struct input *input) {
  if (input->fd >= 0) close(input->fd);
  input->fd = -1;
}
