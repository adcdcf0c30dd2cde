/* The outer shape of what page and agent say to each other: PROTOCOL.md, "Frames". Pure: no I/O, no allocation. */
#ifndef DRYDOCK_FRAMES_H
#define DRYDOCK_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  FRAME_MAGIC = 0xD7,
  FRAME_HEADER_BYTES = 8,
  FRAME_PAYLOAD_MAX = 32760,
  /* The port driver takes at most 32 KiB in one write(2). */
  FRAME_MAX = FRAME_HEADER_BYTES + FRAME_PAYLOAD_MAX,
  INSTANCE_BYTES = 8,
  SYNC_BYTES = 8 + INSTANCE_BYTES,
};

/* Page to agent. */
enum request_type {
  REQUEST_ATTACH = 0x01,
  REQUEST_CLOCK = 0x02,
  REQUEST_ENTROPY = 0x03,
  REQUEST_PING = 0x04,
  REQUEST_TERMINAL_OPEN = 0x10,
  REQUEST_TERMINAL_RESIZE = 0x11,
  REQUEST_TERMINAL_CLOSE = 0x12,
  REQUEST_SCRIPT_START = 0x20,
  REQUEST_SCRIPT_CANCEL = 0x21,
  REQUEST_INPUT = 0x30,
  REQUEST_INPUT_END = 0x31,
  REQUEST_CREDIT = 0x32,
  REQUEST_FACTS_SUBSCRIBE = 0x40,
  REQUEST_FACTS_UNSUBSCRIBE = 0x41,
};

/* Agent to page. */
enum reply_type {
  REPLY_HELLO = 0x80,
  REPLY_ATTACHED = 0x81,
  REPLY_PONG = 0x84,
  REPLY_TERMINAL_OPENED = 0x90,
  REPLY_TERMINAL_OUTPUT = 0x91,
  REPLY_SCRIPT_STARTED = 0xA0,
  REPLY_SCRIPT_STDOUT = 0xA1,
  REPLY_SCRIPT_STDERR = 0xA2,
  REPLY_EXIT = 0xB0,
  REPLY_INPUT_CREDIT = 0xB1,
  REPLY_FACTS = 0xC0,
  REPLY_REFUSED = 0xFF,
};

struct frame {
  uint8_t type;
  uint16_t channel;
  uint32_t length;
  /* Points into the decoder; may be changed in place, valid until the decoder is used again. */
  uint8_t *payload;
};

struct frame_decoder {
  size_t used;
  bool delivered; /* the buffer holds a frame the caller has already seen */
  uint8_t buffer[FRAME_MAX];
};

enum decode_result { DECODE_NEEDS_MORE, DECODE_FRAME, DECODE_PROTOCOL_ERROR };

void frame_decoder_reset(struct frame_decoder *decoder);

/* Takes bytes from *at (up to end) until one frame is complete, an error is certain, or nothing is left.
 * After an error the decoder must be reset. */
enum decode_result frame_decode(struct frame_decoder *decoder, const uint8_t **at,
                                const uint8_t *end, struct frame *frame);

/* Writes the 8 bytes that go before a payload of `length` bytes. */
void frame_put_header(uint8_t *header, uint8_t type, uint16_t channel, uint32_t length);

/* Looks for the 16 bytes that open a conversation with one instance of the agent. */
struct sync_scanner {
  uint8_t wanted[SYNC_BYTES];
  uint8_t seen[SYNC_BYTES];
};

void sync_expect(struct sync_scanner *scanner, const uint8_t instance[INSTANCE_BYTES]);

/* True when `byte` was the last of the sixteen. */
bool sync_feed(struct sync_scanner *scanner, uint8_t byte);

#endif
