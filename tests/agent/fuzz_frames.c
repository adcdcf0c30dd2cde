/* Feeds the frame decoder, the sync scanner and the payload reader with made-up bytes. Built with sanitizers; every
 * piece of input is in a block of exactly its size, so that reading too far is noticed.
 * Usage: fuzz_frames <iterations> <seed>. Ends with status 0 when every property held. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frames.h"
#include "payload.h"

enum { STREAM_MAX = 200000, LIST_MAX = 16 };

static uint64_t random_state;

/* xorshift64: the same sequence for the same seed, on every machine. */
static uint32_t random_below(uint32_t limit) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t)(random_state >> 32) % limit;
}

static void check(int holds, const char *property) {
  if (holds) return;
  fprintf(stderr, "does not hold: %s\n", property);
  exit(1);
}

static const uint8_t request_types[] = {0x01, 0x02, 0x03, 0x04, 0x10, 0x11, 0x12,
                                        0x20, 0x21, 0x30, 0x31, 0x32, 0x40, 0x41};

static uint32_t random_length(void) {
  static const uint32_t scales[] = {1, 16, 300, 5000, FRAME_PAYLOAD_MAX + 1};
  return random_below(scales[random_below(5)]);
}

static size_t add_frame(uint8_t *at) {
  size_t padding = random_below(4) == 0 ? random_below(20) : 0;
  uint32_t length = random_length();
  memset(at, 0, padding);
  at += padding;
  uint8_t type = request_types[random_below(sizeof request_types)];
  frame_put_header(at, type, (uint16_t)random_below(65536), length);
  for (uint32_t i = 0; i < length; i++) at[FRAME_HEADER_BYTES + i] = (uint8_t)random_below(256);
  return padding + FRAME_HEADER_BYTES + length;
}

static size_t make_stream(uint8_t *stream) {
  size_t length = 0;
  for (uint32_t frames = random_below(12); frames > 0 && length < STREAM_MAX - 40000; frames--)
    length += add_frame(stream + length);
  for (uint32_t errors = random_below(3); errors > 0 && length > 0; errors--)
    stream[random_below((uint32_t)length)] = (uint8_t)random_below(256);
  if (length > 0 && random_below(3) == 0) length = random_below((uint32_t)length);
  return length;
}

/* What came out of a decoder, as a number and a digest (FNV-1a). */
struct outcome {
  unsigned frames;
  uint64_t digest;
  int failed;
};

static void digest_byte(struct outcome *outcome, uint8_t byte) {
  outcome->digest = (outcome->digest ^ byte) * 0x100000001b3u;
}

static void record(struct outcome *outcome, const struct frame *frame) {
  check(frame->length <= FRAME_PAYLOAD_MAX, "a payload is within the limit");
  outcome->frames++;
  digest_byte(outcome, frame->type);
  digest_byte(outcome, (uint8_t)frame->channel);
  digest_byte(outcome, (uint8_t)(frame->channel >> 8));
  for (uint32_t i = 0; i < frame->length; i++) digest_byte(outcome, frame->payload[i]);
}

static void decode_piece(struct frame_decoder *decoder, const uint8_t *bytes, size_t length,
                         struct outcome *outcome) {
  uint8_t *block = malloc(length);
  memcpy(block, bytes, length);
  const uint8_t *at = block;
  while (at < block + length && !outcome->failed) {
    struct frame frame;
    enum decode_result result = frame_decode(decoder, &at, block + length, &frame);
    check(at <= block + length, "the decoder stays inside its input");
    if (result == DECODE_FRAME) record(outcome, &frame);
    if (result == DECODE_PROTOCOL_ERROR) outcome->failed = 1;
    if (result == DECODE_NEEDS_MORE) check(at == block + length, "waiting means all was taken");
  }
  free(block);
}

static struct outcome decode(const uint8_t *stream, size_t length, uint32_t largest_piece) {
  struct frame_decoder *decoder = malloc(sizeof *decoder);
  struct outcome outcome = {0};
  frame_decoder_reset(decoder);
  for (size_t done = 0; done < length;) {
    size_t piece = 1 + random_below(largest_piece);
    if (piece > length - done) piece = length - done;
    decode_piece(decoder, stream + done, piece, &outcome);
    done += piece;
  }
  free(decoder);
  return outcome;
}

static void fuzz_decoder(uint8_t *stream) {
  static const uint32_t largest_pieces[] = {1, 9, 100, 4096, 40000};
  size_t length = make_stream(stream);
  struct outcome whole = decode(stream, length, STREAM_MAX);
  struct outcome split = decode(stream, length, largest_pieces[random_below(5)]);
  check(whole.frames == split.frames, "the number of frames does not depend on the split");
  check(whole.digest == split.digest, "the frames do not depend on the split");
  check(whole.failed == split.failed, "an error does not depend on the split");
}

/* A small alphabet makes false starts of the sixteen bytes likely. */
static void fuzz_sync(void) {
  static const uint8_t alphabet[] = {FRAME_MAGIC, 'D', 'R', 'Y', 'O', 'C', 'K', 0};
  uint8_t instance[INSTANCE_BYTES], stream[200];
  struct sync_scanner scanner;
  for (unsigned i = 0; i < sizeof instance; i++) instance[i] = alphabet[random_below(8)];
  for (unsigned i = 0; i < sizeof stream; i++) stream[i] = alphabet[random_below(8)];
  sync_expect(&scanner, instance);
  if (random_below(2)) memcpy(stream + random_below(sizeof stream - 16), scanner.wanted, 16);
  if (random_below(2)) memcpy(stream + random_below(sizeof stream - 9), scanner.wanted, 9);
  const uint8_t *found = memmem(stream, sizeof stream, scanner.wanted, SYNC_BYTES);
  size_t expected = found == NULL ? sizeof stream : (size_t)(found - stream) + SYNC_BYTES - 1;
  size_t position = 0;
  while (position < sizeof stream && !sync_feed(&scanner, stream[position])) position++;
  check(position == expected, "the sync bytes are found where they are");
}

static void fuzz_payload(void) {
  size_t length = random_below(120);
  uint8_t *bytes = malloc(length);
  char *list[LIST_MAX + 1];
  for (size_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)(random_below(3) == 0 ? random_below(256) : random_below(4));
  struct payload payload = {.at = bytes, .end = bytes + length};
  while (!payload.malformed && payload.at < payload.end) {
    uint32_t kind = random_below(6);
    if (kind == 0) take_u16(&payload);
    if (kind == 1) take_u32(&payload);
    if (kind == 2) take_u64(&payload);
    if (kind == 3) check(strlen(take_string(&payload)) <= length, "a string is within its payload");
    if (kind == 4) take_list(&payload, list, LIST_MAX);
    if (kind == 5) take_u8(&payload);
    check(payload.at <= payload.end, "the reader stays inside the payload");
  }
  check(payload_is_complete(&payload) == !payload.malformed, "complete means all was well-formed");
  free(bytes);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  long iterations = atol(argv[1]);
  random_state = (uint64_t)atoll(argv[2]) | 1;
  uint8_t *stream = malloc(STREAM_MAX);
  for (long i = 0; i < iterations; i++) {
    fuzz_decoder(stream);
    fuzz_sync();
    fuzz_payload();
  }
  free(stream);
  return 0;
}
