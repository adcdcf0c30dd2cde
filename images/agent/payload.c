#include "payload.h"

#include <string.h>

size_t payload_left(const struct payload *payload) {
  return (size_t)(payload->end - payload->at);
}

/* The next `length` bytes, or null once the payload turned out too short. */
static uint8_t *take(struct payload *payload, size_t length) {
  if (payload->malformed || payload_left(payload) < length) {
    payload->malformed = true;
    return NULL;
  }
  uint8_t *taken = payload->at;
  payload->at += length;
  return taken;
}

static uint64_t take_integer(struct payload *payload, size_t length) {
  const uint8_t *bytes = take(payload, length);
  uint64_t value = 0;
  for (size_t i = length; bytes != NULL && i > 0; i--) value = value << 8 | bytes[i - 1];
  return value;
}

uint8_t take_u8(struct payload *payload) { return (uint8_t)take_integer(payload, 1); }

uint16_t take_u16(struct payload *payload) { return (uint16_t)take_integer(payload, 2); }

uint32_t take_u32(struct payload *payload) { return (uint32_t)take_integer(payload, 4); }

uint64_t take_u64(struct payload *payload) { return take_integer(payload, 8); }

char *take_string(struct payload *payload) {
  static char empty[1];
  empty[0] = 0;
  uint8_t *field = payload->at;
  size_t length = take_u16(payload);
  const uint8_t *bytes = take(payload, length);
  if (bytes == NULL || memchr(bytes, 0, length) != NULL) {
    payload->malformed = true;
    return empty;
  }
  memmove(field, bytes, length);
  field[length] = 0;
  return (char *)field;
}

void take_list(struct payload *payload, char **list, size_t limit) {
  size_t count = take_u16(payload);
  if (count > limit) payload->malformed = true;
  size_t taken = 0;
  while (taken < count && !payload->malformed) list[taken++] = take_string(payload);
  list[taken] = NULL;
}

bool payload_is_complete(const struct payload *payload) {
  return !payload->malformed && payload->at == payload->end;
}

uint8_t *put_u8(uint8_t *at, uint8_t value) {
  *at = value;
  return at + 1;
}

uint8_t *put_u16(uint8_t *at, uint16_t value) {
  at[0] = (uint8_t)value;
  at[1] = (uint8_t)(value >> 8);
  return at + 2;
}

uint8_t *put_u32(uint8_t *at, uint32_t value) {
  return put_u16(put_u16(at, (uint16_t)value), (uint16_t)(value >> 16));
}

uint8_t *put_bytes(uint8_t *at, const void *bytes, size_t length) {
  memcpy(at, bytes, length);
  return at + length;
}

uint8_t *put_string(uint8_t *at, const char *text) {
  size_t length = strlen(text);
  return put_bytes(put_u16(at, (uint16_t)length), text, length);
}
