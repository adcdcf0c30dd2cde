#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

static int kernel_log = -1;

void guest_log_open(void) { kernel_log = open("/dev/kmsg", O_WRONLY | O_CLOEXEC); }

void guest_log(const char *format, ...) {
  /* Longer than any line of ours; the kernel takes one record per write. */
  char line[256] = "drydock-agent: ";
  size_t prefix = strlen(line);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(line + prefix, sizeof line - prefix, format, arguments);
  va_end(arguments);
  /* A log that cannot be written has nowhere to be reported. */
  ssize_t ignored = write(kernel_log, line, strlen(line));
  (void)ignored;
}
