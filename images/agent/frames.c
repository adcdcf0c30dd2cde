#include "frames.h"

#include <string.h>

static bool is_request_type(uint8_t type) {
  switch ((enum request_type)type) {
    case REQUEST_ATTACH:
    case REQUEST_CLOCK:
    case REQUEST_ENTROPY:
    case REQUEST_PING:
    case REQUEST_TERMINAL_OPEN:
    case REQUEST_TERMINAL_RESIZE:
    case REQUEST_TERMINAL_CLOSE:
    case REQUEST_SCRIPT_START:
    case REQUEST_SCRIPT_CANCEL:
    case REQUEST_INPUT:
    case REQUEST_INPUT_END:
    case REQUEST_CREDIT:
    case REQUEST_FACTS_SUBSCRIBE:
    case REQUEST_FACTS_UNSUBSCRIBE:
      return true;
  }
  return false;
}

static uint32_t payload_length(const uint8_t *header) {
  return (uint32_t)header[4] | (uint32_t)header[5] << 8 | (uint32_t)header[6] << 16 |
         (uint32_t)header[7] << 24;
}

/* Judges as much of a header as has arrived, so that a wrong byte is noticed without waiting for its followers. */
static bool header_is_valid(const uint8_t *header, size_t known) {
  if (known >= 1 && header[0] != FRAME_MAGIC) return false;
  if (known >= 2 && !is_request_type(header[1])) return false;
  return known < FRAME_HEADER_BYTES || payload_length(header) <= FRAME_PAYLOAD_MAX;
}

/* Moves input into the buffer until it holds `target` bytes. Callers pass targets of at most FRAME_MAX. */
static bool fill_to(struct frame_decoder *decoder, size_t target, const uint8_t **at,
                    const uint8_t *end) {
  if (decoder->used >= target) return true;
  size_t missing = target - decoder->used;
  size_t there = (size_t)(end - *at);
  size_t taken = there < missing ? there : missing;
  if (taken > 0) memcpy(decoder->buffer + decoder->used, *at, taken);
  decoder->used += taken;
  *at += taken;
  return taken == missing;
}

static void skip_padding(const uint8_t **at, const uint8_t *end) {
  while (*at < end && **at == 0) ++*at;
}

void frame_decoder_reset(struct frame_decoder *decoder) {
  decoder->used = 0;
  decoder->delivered = false;
}

enum decode_result frame_decode(struct frame_decoder *decoder, const uint8_t **at,
                                const uint8_t *end, struct frame *frame) {
  if (decoder->delivered) frame_decoder_reset(decoder);
  if (decoder->used == 0) skip_padding(at, end);
  bool header_complete = fill_to(decoder, FRAME_HEADER_BYTES, at, end);
  const uint8_t *header = decoder->buffer;
  if (!header_is_valid(header, decoder->used)) return DECODE_PROTOCOL_ERROR;
  if (!header_complete) return DECODE_NEEDS_MORE;
  uint32_t length = payload_length(header);
  if (!fill_to(decoder, FRAME_HEADER_BYTES + length, at, end)) return DECODE_NEEDS_MORE;
  decoder->delivered = true;
  frame->type = header[1];
  frame->channel = (uint16_t)(header[2] | header[3] << 8);
  frame->length = length;
  frame->payload = decoder->buffer + FRAME_HEADER_BYTES;
  return DECODE_FRAME;
}

void frame_put_header(uint8_t *header, uint8_t type, uint16_t channel, uint32_t length) {
  header[0] = FRAME_MAGIC;
  header[1] = type;
  header[2] = (uint8_t)channel;
  header[3] = (uint8_t)(channel >> 8);
  for (unsigned i = 0; i < 4; i++) header[4 + i] = (uint8_t)(length >> (8 * i));
}

void sync_expect(struct sync_scanner *scanner, const uint8_t instance[INSTANCE_BYTES]) {
  static const uint8_t opening[8] = {FRAME_MAGIC, 'D', 'R', 'Y', 'D', 'O', 'C', 'K'};
  memcpy(scanner->wanted, opening, sizeof opening);
  memcpy(scanner->wanted + sizeof opening, instance, INSTANCE_BYTES);
  memset(scanner->seen, 0, sizeof scanner->seen);
}

bool sync_feed(struct sync_scanner *scanner, uint8_t byte) {
  memmove(scanner->seen, scanner->seen + 1, SYNC_BYTES - 1);
  scanner->seen[SYNC_BYTES - 1] = byte;
  return memcmp(scanner->seen, scanner->wanted, SYNC_BYTES) == 0;
}
