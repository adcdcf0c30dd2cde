#include "replies.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest.h"
#include "payload.h"

static uint8_t outgoing[FRAME_MAX];

uint8_t *reply_payload(void) { return outgoing + FRAME_HEADER_BYTES; }

void reply_send(enum reply_type type, uint16_t channel, size_t length) {
  frame_put_header(outgoing, (uint8_t)type, channel, (uint32_t)length);
  guest_port_write(outgoing, FRAME_HEADER_BYTES + length);
}

/* Sends what was built from reply_payload() up to `end`. */
static void send_to(enum reply_type type, uint16_t channel, const uint8_t *end) {
  reply_send(type, channel, (size_t)(end - reply_payload()));
}

void reply_bytes(enum reply_type type, uint16_t channel, const void *bytes, size_t length) {
  send_to(type, channel, put_bytes(reply_payload(), bytes, length));
}

void reply_u32(enum reply_type type, uint16_t channel, uint32_t value) {
  send_to(type, channel, put_u32(reply_payload(), value));
}

void reply_exit(uint16_t channel, enum exit_how how, uint32_t value) {
  send_to(REPLY_EXIT, channel, put_u32(put_u8(reply_payload(), (uint8_t)how), value));
}

void reply_refused(uint16_t channel, enum refusal reason, const char *text) {
  send_to(REPLY_REFUSED, channel, put_string(put_u16(reply_payload(), (uint16_t)reason), text));
}

void reply_refused_by_system(uint16_t channel, const char *what) {
  char text[160];
  snprintf(text, sizeof text, "%s: %s (errno %d)", what, strerror(errno), errno);
  reply_refused(channel, REFUSED_RESOURCES, text);
}
