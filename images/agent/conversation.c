#include "conversation.h"

#include <sys/random.h>

#include "channels.h"
#include "frames.h"
#include "guest.h"
#include "payload.h"
#include "process.h"
#include "replies.h"
#include "requests.h"
#include "script.h"
#include "terminal.h"

enum { PROTOCOL_VERSION = 2, ATTACH_ENTROPY_MAX_BYTES = 512 };

static enum { AWAITING_SYNC, AWAITING_ATTACH, ATTACHED } state;
static uint8_t instance[INSTANCE_BYTES];
static struct sync_scanner scanner;
static struct frame_decoder decoder;

void conversation_start(void) {
  state = AWAITING_SYNC;
  if (getrandom(instance, sizeof instance, 0) != (ssize_t)sizeof instance)
    guest_log("no random instance number");
  sync_expect(&scanner, instance);
  frame_decoder_reset(&decoder);
  reply_bytes(REPLY_HELLO, 0, instance, sizeof instance);
}

/* A page that attaches knows no scripts and no subscriptions; terminals it finds in ATTACHED. */
static void forget_what_the_last_page_waited_for(uint32_t credit) {
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++) {
    if (channel->kind == CHANNEL_SCRIPT) script_abandon(channel);
    if (channel->kind == CHANNEL_FACTS) channel_release(channel);
    if (channel->kind == CHANNEL_TERMINAL) terminal_reset_windows(channel, credit);
  }
}

static uint8_t *put_terminal(uint8_t *at, const struct channel *channel) {
  at = put_u32(put_u16(at, channel->number), (uint32_t)channel->pid);
  return put_u16(put_u16(at, channel->columns), channel->rows);
}

static void send_attached(void) {
  uint8_t *start = reply_payload();
  uint8_t *count_at = put_bytes(put_u32(start, PROTOCOL_VERSION), instance, sizeof instance);
  uint8_t *end = count_at + 2;
  uint16_t count = 0;
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++) {
    if (channel->kind != CHANNEL_TERMINAL) continue;
    end = put_terminal(end, channel);
    count++;
  }
  put_u16(count_at, count);
  reply_send(REPLY_ATTACHED, 0, (size_t)(end - start));
}

/* Terminals that ended without credit for their last output have some now. */
static void finish_terminals(void) {
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++)
    if (channel->kind == CHANNEL_TERMINAL) process_finish(channel);
}

static void attach(const struct frame *frame) {
  struct payload payload = {.at = frame->payload, .end = frame->payload + frame->length};
  uint32_t version = take_u32(&payload);
  uint32_t credit = take_u32(&payload);
  uint64_t unix_time_us = take_u64(&payload);
  size_t entropy_length = payload_left(&payload);
  /* Another version may have another layout: its number is looked at first. */
  if (frame->length >= 4 && version != PROTOCOL_VERSION) {
    reply_refused(frame->channel, REFUSED_VERSION, "this agent speaks version 2");
  } else if (payload.malformed || entropy_length > ATTACH_ENTROPY_MAX_BYTES) {
    reply_refused(frame->channel, REFUSED_MALFORMED, "ATTACH");
  } else {
    guest_set_clock(unix_time_us);
    guest_add_entropy(payload.at, entropy_length);
    state = ATTACHED;
    forget_what_the_last_page_waited_for(credit);
    send_attached();
    finish_terminals();
  }
}

/* The page gives all channels up when it hears HELLO, so they end here too. */
static void start_over(void) {
  guest_log("protocol error: starting over");
  for (struct channel *channel = channels_begin(); channel < channels_end(); channel++) {
    if (channel->kind == CHANNEL_SCRIPT) script_abandon(channel);
    else if (channel->kind != CHANNEL_FREE) channel_release(channel);
  }
  conversation_start();
}

static void handle(const struct frame *frame) {
  if (frame->type == REQUEST_ATTACH) attach(frame);
  else if (state == ATTACHED) request_handle(frame);
}

void conversation_take(const uint8_t *bytes, size_t length) {
  const uint8_t *at = bytes;
  const uint8_t *end = bytes + length;
  while (at < end) {
    struct frame frame;
    if (state == AWAITING_SYNC) {
      if (sync_feed(&scanner, *at++)) state = AWAITING_ATTACH;
      continue;
    }
    enum decode_result result = frame_decode(&decoder, &at, end, &frame);
    if (result == DECODE_FRAME) handle(&frame);
    if (result == DECODE_PROTOCOL_ERROR) start_over();
  }
}
