#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

static int port = -1;

/* init starts a new agent, and that one says HELLO: better than to go on with a broken line. */
static _Noreturn void give_up(const char *what) {
  guest_log("%s: %s", what, strerror(errno));
  exit(1);
}

int guest_port_open(const char *path) {
  port = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (port < 0) give_up(path);
  return port;
}

size_t guest_port_read(uint8_t *bytes, size_t size) {
  ssize_t got = read(port, bytes, size);
  if (got < 0 && errno != EINTR && errno != EAGAIN) give_up("reading the port");
  return got < 0 ? 0 : (size_t)got;
}

void guest_port_write(const uint8_t *bytes, size_t length) {
  /* The driver copies each write into one piece of contiguous kernel memory. In a machine that is out of memory
   * there may be none until the OOM killer has found its victim: 10 ms leave the processor to it. */
  const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
  for (;;) {
    ssize_t written = write(port, bytes, length);
    if (written == (ssize_t)length) return;
    if (written >= 0) errno = EIO; /* a torn frame cannot be repaired, only started over */
    if (written >= 0 || (errno != ENOMEM && errno != EINTR)) give_up("writing the port");
    nanosleep(&pause, NULL);
  }
}
