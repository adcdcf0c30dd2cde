#include "requests.h"

#include <string.h>

#include "channels.h"
#include "facts.h"
#include "guest.h"
#include "payload.h"
#include "process.h"
#include "replies.h"
#include "script.h"
#include "terminal.h"

enum { LIST_MAX = 512, PING_MAX_BYTES = 64, ENTROPY_MAX_BYTES = 512, FACTS_MIN_INTERVAL_MS = 100 };

/* The roots a script can ask for. */
enum { ROOT_OF_SYSTEM = 0, ROOT_PRISTINE = 1 };

static struct payload payload_of(const struct frame *frame) {
  return (struct payload){.at = frame->payload, .end = frame->payload + frame->length};
}

static void refuse_malformed(const struct frame *frame, const char *text) {
  reply_refused(frame->channel, REFUSED_MALFORMED, text);
}

/* The channel a frame is about; null after the page was told that it has none of this kind. */
static struct channel *addressed(const struct frame *frame, enum channel_kind kind) {
  struct channel *channel = channel_find(frame->channel);
  if (channel != NULL && channel->kind == kind) return channel;
  reply_refused(frame->channel, REFUSED_UNKNOWN_CHANNEL, "nothing of this kind on the channel");
  return NULL;
}

static struct channel *addressed_process(const struct frame *frame) {
  struct channel *channel = channel_find(frame->channel);
  bool is_script = channel != NULL && channel->kind == CHANNEL_SCRIPT;
  return addressed(frame, is_script ? CHANNEL_SCRIPT : CHANNEL_TERMINAL);
}

static bool is_environment(char *const *variables) {
  for (; *variables != NULL; variables++) {
    const char *equals = strchr(*variables, '=');
    if (equals == NULL || equals == *variables) return false;
  }
  return true;
}

static void handle_clock(const struct frame *frame) {
  struct payload payload = payload_of(frame);
  uint64_t unix_time_us = take_u64(&payload);
  if (payload_is_complete(&payload)) guest_set_clock(unix_time_us);
  else refuse_malformed(frame, "CLOCK");
}

static void handle_entropy(const struct frame *frame) {
  if (frame->length > 0 && frame->length <= ENTROPY_MAX_BYTES)
    guest_add_entropy(frame->payload, frame->length);
  else refuse_malformed(frame, "ENTROPY");
}

static void handle_ping(const struct frame *frame) {
  if (frame->length <= PING_MAX_BYTES)
    reply_bytes(REPLY_PONG, frame->channel, frame->payload, frame->length);
  else refuse_malformed(frame, "PING");
}

static void handle_terminal_open(const struct frame *frame) {
  char *argv[LIST_MAX + 1], *env[LIST_MAX + 1];
  struct payload payload = payload_of(frame);
  struct terminal_request request = {.argv = argv, .env = env};
  request.columns = take_u16(&payload);
  request.rows = take_u16(&payload);
  request.credit = take_u32(&payload);
  take_list(&payload, argv, LIST_MAX);
  take_list(&payload, env, LIST_MAX);
  request.cwd = take_string(&payload);
  if (payload_is_complete(&payload) && is_environment(env)) terminal_open(frame->channel, &request);
  else refuse_malformed(frame, "TERMINAL_OPEN");
}

static void handle_terminal_resize(const struct frame *frame) {
  struct payload payload = payload_of(frame);
  uint16_t columns = take_u16(&payload);
  uint16_t rows = take_u16(&payload);
  struct channel *channel = addressed(frame, CHANNEL_TERMINAL);
  if (channel == NULL) return;
  if (payload_is_complete(&payload)) terminal_resize(channel, columns, rows);
  else refuse_malformed(frame, "TERMINAL_RESIZE");
}

static void handle_script_start(const struct frame *frame) {
  char *argv[LIST_MAX + 1], *env[LIST_MAX + 1];
  struct payload payload = payload_of(frame);
  struct script_request request = {.argv = argv, .env = env};
  request.deadline_ms = take_u32(&payload);
  request.credit = take_u32(&payload);
  uint8_t root = take_u8(&payload);
  request.in_pristine_root = root == ROOT_PRISTINE;
  take_list(&payload, argv, LIST_MAX);
  take_list(&payload, env, LIST_MAX);
  request.cwd = take_string(&payload);
  bool complete = payload_is_complete(&payload) && root <= ROOT_PRISTINE && argv[0] != NULL;
  if (complete && is_environment(env)) script_start(frame->channel, &request);
  else refuse_malformed(frame, "SCRIPT_START");
}

static void handle_input(const struct frame *frame) {
  struct channel *channel = addressed_process(frame);
  if (channel == NULL) return;
  if (channel->input.end_wanted)
    refuse_malformed(frame, "INPUT after INPUT_END");
  else if (!input_queue(&channel->input, frame->payload, frame->length))
    refuse_malformed(frame, "INPUT beyond the window");
  else process_flush_input(channel);
}

static void handle_credit(const struct frame *frame) {
  struct payload payload = payload_of(frame);
  uint32_t bytes = take_u32(&payload);
  struct channel *channel = addressed_process(frame);
  if (channel == NULL) return;
  if (payload_is_complete(&payload)) process_add_credit(channel, bytes);
  else refuse_malformed(frame, "CREDIT");
}

static void handle_facts_subscribe(const struct frame *frame) {
  struct payload payload = payload_of(frame);
  uint32_t interval_ms = take_u32(&payload);
  const char *topic = take_string(&payload);
  if (payload_is_complete(&payload) && interval_ms >= FACTS_MIN_INTERVAL_MS)
    facts_subscribe(frame->channel, interval_ms, topic);
  else refuse_malformed(frame, "FACTS_SUBSCRIBE");
}

/* The four requests that say everything with their type and channel. */
static void handle_empty(const struct frame *frame, enum channel_kind kind,
                         void (*act)(struct channel *)) {
  struct channel *channel = addressed(frame, kind);
  if (channel == NULL) return;
  if (frame->length == 0) act(channel);
  else refuse_malformed(frame, "a payload where none belongs");
}

void request_handle(const struct frame *frame) {
  switch ((enum request_type)frame->type) {
    case REQUEST_ATTACH: break;
    case REQUEST_CLOCK: handle_clock(frame); break;
    case REQUEST_ENTROPY: handle_entropy(frame); break;
    case REQUEST_PING: handle_ping(frame); break;
    case REQUEST_TERMINAL_OPEN: handle_terminal_open(frame); break;
    case REQUEST_TERMINAL_RESIZE: handle_terminal_resize(frame); break;
    case REQUEST_TERMINAL_CLOSE: handle_empty(frame, CHANNEL_TERMINAL, terminal_close); break;
    case REQUEST_SCRIPT_START: handle_script_start(frame); break;
    case REQUEST_SCRIPT_CANCEL: handle_empty(frame, CHANNEL_SCRIPT, script_cancel); break;
    case REQUEST_INPUT: handle_input(frame); break;
    case REQUEST_INPUT_END: handle_empty(frame, CHANNEL_SCRIPT, script_end_input); break;
    case REQUEST_CREDIT: handle_credit(frame); break;
    case REQUEST_FACTS_SUBSCRIBE: handle_facts_subscribe(frame); break;
    case REQUEST_FACTS_UNSUBSCRIBE: handle_empty(frame, CHANNEL_FACTS, channel_release); break;
  }
}
