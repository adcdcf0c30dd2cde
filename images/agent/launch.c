#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4U
#endif

static char *const default_environment[] = {
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "LANG=C.UTF-8",
    "SHELL=/bin/bash",
    "USER=root",
    "LOGNAME=root",
    NULL,
};

/* The status of a shell that could not run a command. Nobody sees it: the page is told errno instead. */
enum { EXIT_EXEC_FAILED = 127 };

static void set_variables(char *const *variables) {
  for (; *variables != NULL; variables++) putenv(*variables);
}

static void set_environment(const struct launch *what) {
  static char terminal_type[] = "TERM=xterm-256color";
  clearenv();
  set_variables(default_environment);
  if (what->is_terminal) putenv(terminal_type);
  set_variables(what->env);
}

/* The agent ignores most signals and holds back one; exec would pass both on. */
static void reset_signals(void) {
  sigset_t none;
  for (int number = 1; number <= SIGRTMAX; number++) signal(number, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Everything between fork and exec; returns only on failure, with errno. */
static void become(const struct launch *what) {
  reset_signals();
  umask(022);
  setsid();
  for (int i = 0; i < 3; i++)
    if (dup2(what->stdio[i], i) < 0) return;
  if (what->is_terminal && ioctl(0, TIOCSCTTY, 0) != 0) return;
  /* Nobody could keep a deadline for a script whose agent is gone; a terminal is hung up by the kernel. */
  if (!what->is_terminal) prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (what->in_pristine_root && !guest_enter_pristine_root()) return;
  guest_settle_child(what->is_terminal);
  set_environment(what);
  /* Ours are closed by exec anyway; this is for what the agent itself was started with. */
  syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  if (chdir(what->cwd) != 0) return;
  execvp(what->path, what->argv);
}

pid_t launch(const struct launch *what, int *status_fd) {
  int status[2];
  if (pipe2(status, O_CLOEXEC) != 0) return -1;
  fcntl(status[0], F_SETFL, O_NONBLOCK);
  pid_t pid = fork();
  if (pid == 0) {
    become(what);
    int error = errno;
    ssize_t ignored = write(status[1], &error, sizeof error);
    (void)ignored;
    _exit(EXIT_EXEC_FAILED);
  }
  int error = errno;
  close(status[1]);
  if (pid < 0) close(status[0]);
  *status_fd = status[0];
  errno = error;
  return pid;
}

enum launch_result launch_result(int status_fd, int *error) {
  ssize_t got = read(status_fd, error, sizeof *error);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return LAUNCH_PENDING;
  return got == (ssize_t)sizeof *error ? LAUNCH_FAILED : LAUNCH_SUCCEEDED;
}
