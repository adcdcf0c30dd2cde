#define _GNU_SOURCE
#include "process.h"

#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include "output.h"

void process_start(struct channel *channel, const struct launch *what) {
  channel->pid = launch(what, &channel->status_fd);
  if (channel->pid > 0) return;
  reply_refused_by_system(channel->number, "fork");
  channel->status_fd = -1;
  channel_release(channel);
}

void process_settle_start(struct channel *channel) {
  int error = 0;
  enum launch_result result = launch_result(channel->status_fd, &error);
  if (result == LAUNCH_PENDING) return;
  close(channel->status_fd);
  channel->status_fd = -1;
  if (result == LAUNCH_SUCCEEDED) {
    bool is_terminal = channel->kind == CHANNEL_TERMINAL;
    enum reply_type type = is_terminal ? REPLY_TERMINAL_OPENED : REPLY_SCRIPT_STARTED;
    reply_u32(type, channel->number, (uint32_t)channel->pid);
  } else {
    /* The child is about to end; whoever reaps it finds no channel, and need not. */
    reply_exit(channel->number, EXIT_NOT_STARTED, (uint32_t)error);
    channel_release(channel);
  }
}

static void note_end(struct channel *channel, int status) {
  channel->pid = 0;
  channel->exited = true;
  channel->deadline_ms = 0;
  if (WIFEXITED(status)) {
    channel->how = EXIT_STATUS;
    channel->value = (uint32_t)WEXITSTATUS(status);
  } else if (WTERMSIG(status) == SIGKILL && channel->verdict != EXIT_STATUS) {
    channel->how = channel->verdict;
    channel->value = 0;
  } else {
    channel->how = EXIT_SIGNAL;
    channel->value = (uint32_t)WTERMSIG(status);
  }
}

static void process_reap(pid_t pid, int status) {
  struct channel *channel = channel_find_pid(pid);
  if (channel == NULL) return; /* its channel was given up: failed start, lost page */
  /* A process may live and die between two looks at its status descriptor. */
  if (channel->status_fd >= 0) process_settle_start(channel);
  if (channel->kind == CHANNEL_FREE) return;
  note_end(channel, status);
  output_set_end(channel);
  input_close(&channel->input);
  process_flush_input(channel);
  process_finish(channel);
}

void process_reap_all(void) {
  int status;
  for (;;) {
    pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid <= 0) return;
    process_reap(pid, status);
  }
}

void process_kill(struct channel *channel, enum exit_how verdict) {
  channel->verdict = verdict;
  channel->deadline_ms = 0;
  /* A group of its own exists only since the child called setsid; until then there is the child alone. */
  if (kill(-channel->pid, SIGKILL) != 0) kill(channel->pid, SIGKILL);
}

void process_finish(struct channel *channel) {
  if (!channel->exited || !output_finish(channel)) return;
  uint16_t number = channel->number;
  enum exit_how how = channel->how;
  uint32_t value = channel->value;
  channel_release(channel);
  reply_exit(number, how, value);
}

void process_add_credit(struct channel *channel, uint32_t bytes) {
  uint32_t room = UINT32_MAX - channel->credit;
  channel->credit += bytes < room ? bytes : room;
  process_finish(channel);
}

void process_flush_input(struct channel *channel) {
  size_t taken = input_flush(&channel->input);
  if (taken > 0) reply_u32(REPLY_INPUT_CREDIT, channel->number, (uint32_t)taken);
}
