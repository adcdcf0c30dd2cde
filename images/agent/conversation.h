/* The conversation with one page after another: HELLO, synchronisation, ATTACH, requests. */
#ifndef DRYDOCK_CONVERSATION_H
#define DRYDOCK_CONVERSATION_H

#include <stddef.h>
#include <stdint.h>

/* Says HELLO under a new instance number and waits for the page's answer to exactly that. */
void conversation_start(void);

/* Takes bytes that came from the page, however they were cut. */
void conversation_take(const uint8_t *bytes, size_t length);

#endif
