#define _GNU_SOURCE
#include "terminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "process.h"
#include "ticks.h"

/* How long a session leader may take to leave after the hang-up. */
enum { HANGUP_GRACE_MS = 2000 };

static bool set_size(int master, uint16_t columns, uint16_t rows) {
  const struct winsize size = {.ws_col = columns, .ws_row = rows};
  return ioctl(master, TIOCSWINSZ, &size) == 0;
}

/* Backspace over a Korean syllable must erase all of its bytes from the line. */
static bool set_utf8(int slave) {
  struct termios modes;
  if (tcgetattr(slave, &modes) != 0) return false;
  modes.c_iflag |= IUTF8;
  return tcsetattr(slave, TCSANOW, &modes) == 0;
}

/* TIOCGPTPEER needs no path: it works whatever the learner mounts over /dev/pts. The input side gets a descriptor
 * of its own so that each side closes without asking the other. */
static bool open_pty(struct channel *channel) {
  struct stream *output = &channel->streams[0];
  output->type = REPLY_TERMINAL_OUTPUT;
  output->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (output->fd < 0 || grantpt(output->fd) != 0 || unlockpt(output->fd) != 0) return false;
  channel->slave_fd = ioctl(output->fd, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (channel->slave_fd < 0) return false;
  input_open(&channel->input, fcntl(output->fd, F_DUPFD_CLOEXEC, 0));
  return channel->input.fd >= 0 && set_utf8(channel->slave_fd) &&
         set_size(output->fd, channel->columns, channel->rows);
}

static void start_session(struct channel *channel, const struct terminal_request *request) {
  static char login_name[] = "-bash";
  static char *login[] = {login_name, NULL};
  bool is_login = request->argv[0] == NULL;
  int slave = channel->slave_fd;
  const struct launch what = {
      .path = is_login ? "/bin/bash" : request->argv[0],
      .argv = is_login ? login : request->argv,
      .env = request->env,
      .cwd = *request->cwd != 0 ? request->cwd : "/root",
      .stdio = {slave, slave, slave},
      .is_terminal = true,
  };
  process_start(channel, &what);
}

void terminal_open(uint16_t number, const struct terminal_request *request) {
  struct channel *channel = channel_claim(number, CHANNEL_TERMINAL);
  if (channel == NULL) return;
  channel->columns = request->columns;
  channel->rows = request->rows;
  channel->credit = request->credit;
  if (open_pty(channel)) {
    start_session(channel, request);
  } else {
    reply_refused_by_system(number, "opening a PTY");
    channel_release(channel);
  }
}

void terminal_resize(struct channel *channel, uint16_t columns, uint16_t rows) {
  channel->columns = columns;
  channel->rows = rows;
  /* A terminal whose line is already closed has nobody to tell. */
  if (channel->streams[0].fd >= 0) set_size(channel->streams[0].fd, columns, rows);
}

void terminal_close(struct channel *channel) {
  channel->discards_output = true;
  if (!channel->exited && channel->deadline_ms == 0) {
    /* The kernel sends SIGHUP and SIGCONT when the last descriptor of the master is gone. */
    if (channel->streams[0].fd >= 0) close(channel->streams[0].fd);
    channel->streams[0].fd = -1;
    input_close(&channel->input);
    process_flush_input(channel);
    channel->deadline_ms = ticks_now_ms() + HANGUP_GRACE_MS;
  }
  process_finish(channel);
}

void terminal_reset_windows(struct channel *channel, uint32_t credit) {
  input_clear(&channel->input);
  channel->credit = credit;
}
