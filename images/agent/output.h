/* What a terminal or a script prints, on its way to the page, as far as the page's credit goes. */
#ifndef DRYDOCK_OUTPUT_H
#define DRYDOCK_OUTPUT_H

#include <stdbool.h>

#include "channels.h"

/* Sends at most one frame of what the stream holds now; closes the stream at its end. True if a frame was sent. */
bool output_send(struct channel *channel, struct stream *stream);

/* Called once, when the process is gone: from here on the stream ends with what the kernel holds at this moment,
 * because processes left in the background may keep it open, and write to it, for ever. */
void output_set_end(struct channel *channel);

/* After output_set_end: sends what the credit allows; true when all of it was delivered. */
bool output_finish(struct channel *channel);

#endif
