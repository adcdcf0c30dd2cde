/* What the agent does to the machine it runs on. The files guest_*.c implement this for the guest; the tests on a
 * build host replace exactly those files, so that no test sets the host's clock or moves its processes. */
#ifndef DRYDOCK_GUEST_H
#define DRYDOCK_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Opens the kernel log; before it, log lines are lost. */
void guest_log_open(void);

/* One line into the kernel log. For rare events only. */
__attribute__((format(printf, 1, 2))) void guest_log(const char *format, ...);

/* Opens the line to the page and returns its file descriptor. Does not return when there is none. */
int guest_port_open(const char *path);

/* Reads what has arrived: 0 means that the page's side is not connected. Does not return on an error. */
size_t guest_port_read(uint8_t *bytes, size_t size);

/* Writes a whole frame with one write(2), waiting until the page's side takes it. Does not return on an error. */
void guest_port_write(const uint8_t *bytes, size_t length);

/* Sets the wall clock; microseconds since 1970. */
void guest_set_clock(uint64_t unix_time_us);

/* Feeds the random pool with bytes counted as fully random, and has the generator start from it at once. */
void guest_add_entropy(const uint8_t *bytes, size_t length);

/* Out of reach of the OOM killer, of paging and of starvation; in a control group of its own. */
void guest_protect_agent(void);

/* Run in a child before exec: the root becomes the untouched disk, with file systems of the kernel of its own, in a
 * mount namespace of its own. False with errno when that cannot be; the child must then end, for it is half-way. */
bool guest_enter_pristine_root(void);

/* Run in a child before exec, behind the root it will have: takes back the parent's privileges that fork does not reset, and puts terminals
 * into the control group that limits them. */
void guest_settle_child(bool is_terminal);

#endif
