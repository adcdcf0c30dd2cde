#define _GNU_SOURCE
#include "script.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "process.h"
#include "ticks.h"

/* The child's ends of the three pipes, in the order of its descriptors 0, 1 and 2; -1 where not open. */
struct child_ends {
  int fds[3];
};

/* Makes the pipe of descriptor `index`, whose other end is ours and non-blocking. */
static bool open_pipe(struct child_ends *child, int index, int *ours) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  bool child_reads = index == 0;
  child->fds[index] = ends[child_reads ? 0 : 1];
  *ours = ends[child_reads ? 1 : 0];
  return fcntl(*ours, F_SETFL, O_NONBLOCK) == 0;
}

static bool open_pipes(struct channel *channel, struct child_ends *child) {
  channel->streams[0].type = REPLY_SCRIPT_STDOUT;
  channel->streams[1].type = REPLY_SCRIPT_STDERR;
  return open_pipe(child, 0, &channel->input.fd) && open_pipe(child, 1, &channel->streams[0].fd) &&
         open_pipe(child, 2, &channel->streams[1].fd);
}

static void close_child_ends(struct child_ends *child) {
  for (int i = 0; i < 3; i++)
    if (child->fds[i] >= 0) close(child->fds[i]);
}

static void start_process(struct channel *channel, const struct script_request *request,
                          const struct child_ends *child) {
  const struct launch what = {
      .path = request->argv[0],
      .argv = request->argv,
      .env = request->env,
      .cwd = *request->cwd != 0 ? request->cwd : "/",
      .stdio = {child->fds[0], child->fds[1], child->fds[2]},
      .in_pristine_root = request->in_pristine_root,
      .is_terminal = false,
  };
  process_start(channel, &what);
}

void script_start(uint16_t number, const struct script_request *request) {
  struct channel *channel = channel_claim(number, CHANNEL_SCRIPT);
  struct child_ends child = {.fds = {-1, -1, -1}};
  if (channel == NULL) return;
  channel->credit = request->credit;
  if (request->deadline_ms > 0) channel->deadline_ms = ticks_now_ms() + request->deadline_ms;
  if (open_pipes(channel, &child)) {
    start_process(channel, request, &child);
  } else {
    reply_refused_by_system(number, "opening pipes");
    channel_release(channel);
  }
  close_child_ends(&child);
}

void script_cancel(struct channel *channel) {
  channel->discards_output = true;
  if (!channel->exited) process_kill(channel, EXIT_CANCELLED);
  process_finish(channel);
}

void script_end_input(struct channel *channel) {
  channel->input.end_wanted = true;
  process_flush_input(channel);
}

void script_abandon(struct channel *channel) {
  if (!channel->exited) process_kill(channel, EXIT_CANCELLED);
  channel_release(channel);
}
