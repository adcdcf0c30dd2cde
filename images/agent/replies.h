/* Frames from the agent to the page. Each leaves with one write(2), so an agent that is killed leaves no half frame. */
#ifndef DRYDOCK_REPLIES_H
#define DRYDOCK_REPLIES_H

#include <stddef.h>
#include <stdint.h>

#include "frames.h"

enum exit_how {
  EXIT_STATUS = 0,
  EXIT_SIGNAL = 1,
  EXIT_DEADLINE = 2,
  EXIT_CANCELLED = 3,
  EXIT_NOT_STARTED = 4,
};

enum refusal {
  REFUSED_UNKNOWN_CHANNEL = 1,
  REFUSED_CHANNEL_IN_USE = 2,
  REFUSED_TOO_MANY_CHANNELS = 3,
  REFUSED_MALFORMED = 4,
  REFUSED_RESOURCES = 5,
  REFUSED_UNKNOWN_TOPIC = 6,
  REFUSED_VERSION = 7,
};

/* The place where the payload of the next reply is built: FRAME_PAYLOAD_MAX bytes. */
uint8_t *reply_payload(void);

/* Sends what was built at reply_payload(). */
void reply_send(enum reply_type type, uint16_t channel, size_t length);

void reply_bytes(enum reply_type type, uint16_t channel, const void *bytes, size_t length);
void reply_u32(enum reply_type type, uint16_t channel, uint32_t value);
void reply_exit(uint16_t channel, enum exit_how how, uint32_t value);

/* The text is English, for the log. */
void reply_refused(uint16_t channel, enum refusal reason, const char *text);

/* Out of resources, with the text of errno. */
void reply_refused_by_system(uint16_t channel, const char *what);

#endif
