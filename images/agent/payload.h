/* Reading and writing the inside of a frame: integers, strings and lists, all little endian. Pure. */
#ifndef DRYDOCK_PAYLOAD_H
#define DRYDOCK_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct payload {
  uint8_t *at;
  uint8_t *end;
  /* Set by the first read that does not fit; every later read gives zero, so callers check once, at the end. */
  bool malformed;
};

size_t payload_left(const struct payload *payload);
uint8_t take_u8(struct payload *payload);
uint16_t take_u16(struct payload *payload);
uint32_t take_u32(struct payload *payload);
uint64_t take_u64(struct payload *payload);

/* A C string that lives in the payload itself (it is moved over its own length field). Strings with a zero byte
 * inside are malformed: no path, argument or variable can contain one. Never null. */
char *take_string(struct payload *payload);

/* Fills `list` with a null-terminated list of at most `limit` strings; the array has room for limit + 1. */
void take_list(struct payload *payload, char **list, size_t limit);

/* True when everything was read, nothing is left over and nothing was malformed. */
bool payload_is_complete(const struct payload *payload);

/* Each writes one value and returns the place after it. */
uint8_t *put_u8(uint8_t *at, uint8_t value);
uint8_t *put_u16(uint8_t *at, uint16_t value);
uint8_t *put_u32(uint8_t *at, uint32_t value);
uint8_t *put_bytes(uint8_t *at, const void *bytes, size_t length);
uint8_t *put_string(uint8_t *at, const char *text);

#endif
