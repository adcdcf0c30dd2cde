/* drydock-agent: the page's hands inside the guest. One thread, one loop: wait for the port, the children and their
 * output, then do what is due. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "channels.h"
#include "conversation.h"
#include "facts.h"
#include "guest.h"
#include "output.h"
#include "process.h"
#include "ticks.h"

enum {
  DESCRIPTORS_PER_CHANNEL = 2 + STREAMS_MAX,
  DESCRIPTORS_MAX = 2 + CHANNELS_MAX * DESCRIPTORS_PER_CHANNEL,
  /* What one receive buffer of the port driver holds. */
  PORT_READ_BYTES = 4096,
  /* While the page's side is not connected the port is always readable and reads give nothing: look rarely. */
  UNCONNECTED_PAUSE_MS = 250,
};

/* What a descriptor in the poll set belongs to; `stream` is null for the start and the input of a process. */
struct source {
  struct channel *channel;
  struct stream *stream;
};

static struct pollfd polled[DESCRIPTORS_MAX];
static struct source sources[DESCRIPTORS_MAX];
static nfds_t polled_count;
static int port;
static int children;
static bool port_is_unconnected;

static void poll_for(int fd, short events, struct channel *channel, struct stream *stream) {
  polled[polled_count] = (struct pollfd){.fd = fd, .events = events};
  sources[polled_count] = (struct source){channel, stream};
  polled_count++;
}

/* Only what can be acted upon: a descriptor that is ready and left alone would turn the loop into a busy wait. */
static void poll_for_channel(struct channel *channel) {
  bool is_starting = channel->status_fd >= 0;
  if (channel->kind == CHANNEL_FREE || channel->exited) return;
  if (is_starting) poll_for(channel->status_fd, POLLIN, channel, NULL);
  if (channel->input.count > 0 && channel->input.fd >= 0)
    poll_for(channel->input.fd, POLLOUT, channel, NULL);
  for (unsigned i = 0; i < STREAMS_MAX; i++) {
    struct stream *stream = &channel->streams[i];
    if (!is_starting && channel->credit > 0 && stream->fd >= 0)
      poll_for(stream->fd, POLLIN, channel, stream);
  }
}

static void collect_descriptors(void) {
  polled_count = 0;
  poll_for(port_is_unconnected ? -1 : port, POLLIN, NULL, NULL);
  poll_for(children, POLLIN, NULL, NULL);
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++)
    poll_for_channel(channel);
}

/* Milliseconds until something is due, for poll; -1: nothing is. */
static int time_left(void) {
  int64_t now = ticks_now_ms();
  int64_t first = port_is_unconnected ? now + UNCONNECTED_PAUSE_MS : INT64_MAX;
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++) {
    bool has_deadline = channel->kind != CHANNEL_FREE && channel->deadline_ms != 0;
    if (has_deadline && channel->deadline_ms < first) first = channel->deadline_ms;
  }
  if (first == INT64_MAX) return -1;
  if (first <= now) return 0;
  return first - now > INT_MAX ? INT_MAX : (int)(first - now);
}

/* A channel may have been freed, even used again, since poll looked: all its descriptors are non-blocking, so acting
 * on old news is harmless. */
static void serve_source(const struct source *source) {
  struct channel *channel = source->channel;
  if (channel->kind == CHANNEL_FREE) return;
  if (channel->status_fd >= 0) process_settle_start(channel);
  if (channel->kind == CHANNEL_FREE) return;
  if (source->stream == NULL) process_flush_input(channel);
  else if (source->stream->fd >= 0 && channel->credit > 0) output_send(channel, source->stream);
}

static void serve_children(void) {
  struct signalfd_siginfo information;
  /* Several ends may have become one signal: it only says that there is something to collect. */
  while (read(children, &information, sizeof information) > 0) continue;
  process_reap_all();
}

static void serve_port(void) {
  uint8_t bytes[PORT_READ_BYTES];
  size_t length = guest_port_read(bytes, sizeof bytes);
  port_is_unconnected = length == 0;
  conversation_take(bytes, length);
}

static void serve_deadline(struct channel *channel) {
  switch (channel->kind) {
    case CHANNEL_FREE: break;
    case CHANNEL_TERMINAL: process_kill(channel, EXIT_STATUS); break;
    case CHANNEL_SCRIPT: process_kill(channel, EXIT_DEADLINE); break;
    case CHANNEL_FACTS: facts_send(channel); break;
  }
}

static void serve_deadlines(void) {
  int64_t now = ticks_now_ms();
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++)
    if (channel->kind != CHANNEL_FREE && channel->deadline_ms != 0 && channel->deadline_ms <= now)
      serve_deadline(channel);
}

static void serve_once(void) {
  collect_descriptors();
  int ready = poll(polled, polled_count, time_left());
  port_is_unconnected = false;
  if (ready > 0) {
    for (nfds_t i = 2; i < polled_count; i++)
      if (polled[i].revents != 0) serve_source(&sources[i]);
    if (polled[1].revents != 0) serve_children();
    if (polled[0].revents != 0) serve_port();
  }
  serve_deadlines();
}

/* A learner's `kill -1` must not end the agent; what cannot be ignored is left to init, which starts a new one. */
static int set_up_signals(void) {
  static const int kept[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGCHLD};
  for (int number = 1; number <= SIGRTMAX; number++) signal(number, SIG_IGN);
  for (unsigned i = 0; i < sizeof kept / sizeof *kept; i++) signal(kept[i], SIG_DFL);
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  sigprocmask(SIG_SETMASK, &awaited, NULL);
  return signalfd(-1, &awaited, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Children get their descriptors 0, 1 and 2 from higher ones, so the agent's own must be above. */
static void occupy_standard_descriptors(void) {
  int fd;
  do fd = open("/dev/null", O_RDWR);
  while (fd >= 0 && fd < STDERR_FILENO);
  if (fd > STDERR_FILENO) close(fd);
}

int main(int argc, char **argv) {
  occupy_standard_descriptors();
  guest_log_open();
  guest_protect_agent();
  children = set_up_signals();
  port = guest_port_open(argc > 1 ? argv[1] : "/dev/virtio-ports/virtio-0");
  conversation_start();
  for (;;) serve_once();
}
