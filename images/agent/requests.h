/* What each frame from an attached page means. */
#ifndef DRYDOCK_REQUESTS_H
#define DRYDOCK_REQUESTS_H

#include "frames.h"

/* Every type but ATTACH. */
void request_handle(const struct frame *frame);

#endif
