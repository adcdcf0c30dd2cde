/* Time for deadlines: unlike the wall clock it is never set. */
#ifndef DRYDOCK_TICKS_H
#define DRYDOCK_TICKS_H

#include <stdint.h>

int64_t ticks_now_ms(void);

#endif
