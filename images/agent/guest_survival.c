/* The learner owns this machine and may exhaust it; the page must still be able to look at it and to help. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "guest.h"

#ifndef SCHED_RESET_ON_FORK
#define SCHED_RESET_ON_FORK 0x40000000
#endif

#define CGROUPS "/sys/fs/cgroup"
#define AGENT_CGROUP CGROUPS "/drydock-agent"
#define TERMINAL_CGROUP CGROUPS "/terminals"

/* A fork bomb in a terminal ends here; a page of containers does not. */
#define TERMINAL_PIDS "1000"
/* Kept back from the terminals for the agent, the kernel's own buffers and a script that cleans up. */
#define RESERVED_BYTES (32ULL << 20)

static bool write_text(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool written = write(file, text, strlen(text)) == (ssize_t)strlen(text);
  int error = errno;
  close(file);
  errno = error;
  return written;
}

static void expect(bool succeeded, const char *what) {
  if (!succeeded) guest_log("%s: %s", what, strerror(errno));
}

static bool make_cgroup(const char *path) { return mkdir(path, 0755) == 0 || errno == EEXIST; }

static void limit_terminals(void) {
  struct sysinfo machine;
  char bytes[24];
  expect(make_cgroup(TERMINAL_CGROUP), TERMINAL_CGROUP);
  expect(write_text(TERMINAL_CGROUP "/pids.max", TERMINAL_PIDS), "limiting processes of terminals");
  if (sysinfo(&machine) != 0) return;
  unsigned long long total = (unsigned long long)machine.totalram * machine.mem_unit;
  if (total <= RESERVED_BYTES) return;
  snprintf(bytes, sizeof bytes, "%llu", total - RESERVED_BYTES);
  expect(write_text(TERMINAL_CGROUP "/memory.max", bytes), "limiting memory of terminals");
}

/* The system call itself: musl's sched_setscheduler only ever answers ENOSYS. */
static bool run_before_ordinary_processes(void) {
  const int priority = sched_get_priority_min(SCHED_RR);
  /* Children start as ordinary processes. */
  const int policy = SCHED_RR | SCHED_RESET_ON_FORK;
  return syscall(SYS_sched_setscheduler, 0, policy, &priority) == 0;
}

void guest_protect_agent(void) {
  expect(write_text("/proc/self/oom_score_adj", "-1000"), "oom_score_adj");
  expect(mlockall(MCL_CURRENT | MCL_FUTURE) == 0, "mlockall");
  expect(run_before_ordinary_processes(), "sched_setscheduler");
  expect(make_cgroup(AGENT_CGROUP) && write_text(AGENT_CGROUP "/cgroup.procs", "0"), AGENT_CGROUP);
  limit_terminals();
}

void guest_settle_child(bool is_terminal) {
  expect(write_text("/proc/self/oom_score_adj", "0"), "oom_score_adj of a child");
  /* A learner may have unmounted or removed it: the terminal then simply has no limit. */
  if (is_terminal) write_text(TERMINAL_CGROUP "/cgroup.procs", "0");
}
