/* Facts about the machine as text, sent at an interval: PROTOCOL.md, "Facts". */
#ifndef DRYDOCK_FACTS_H
#define DRYDOCK_FACTS_H

#include <stdint.h>

#include "channels.h"

/* Sends the first facts at once, or refuses a topic that is not known. */
void facts_subscribe(uint16_t number, uint32_t interval_ms, const char *topic);

/* Sends the facts that are due and sets the next time. */
void facts_send(struct channel *channel);

#endif
