/* Stands in for images/agent/guest_*.c on a build host: the line to the page is an inherited socket, and what would
 * change the machine is only reported on stderr, where the tests read it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "guest.h"

static int port = -1;
static int report_fd = -1;

/* A copy, because a child between fork and exec has a pipe or a PTY in the place of stderr. */
void guest_log_open(void) { report_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3); }

void guest_log(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vdprintf(report_fd, format, arguments);
  va_end(arguments);
  dprintf(report_fd, "\n");
}

/* `path` is the number of the inherited descriptor. */
int guest_port_open(const char *path) {
  port = atoi(path);
  fcntl(port, F_SETFD, FD_CLOEXEC);
  return port;
}

size_t guest_port_read(uint8_t *bytes, size_t size) {
  ssize_t got = read(port, bytes, size);
  /* The test is over. A regular end lets the leak check run. */
  if (got <= 0) exit(0);
  return (size_t)got;
}

void guest_port_write(const uint8_t *bytes, size_t length) {
  if (write(port, bytes, length) != (ssize_t)length) exit(0);
}

void guest_set_clock(uint64_t unix_time_us) { guest_log("clock %" PRIu64, unix_time_us); }

void guest_add_entropy(const uint8_t *bytes, size_t length) {
  unsigned sum = 0;
  for (size_t i = 0; i < length; i++) sum += bytes[i];
  guest_log("entropy %zu sum %u", length, sum);
}

void guest_protect_agent(void) {}

/* The tests say through the agent's environment whether there is a pristine root. */
bool guest_enter_pristine_root(void) {
  bool exists = getenv("WITHOUT_PRISTINE_ROOT") == NULL;
  guest_log(exists ? "in the pristine root" : "no pristine root");
  errno = ENODEV;
  return exists;
}

void guest_settle_child(bool is_terminal) { (void)is_terminal; }
