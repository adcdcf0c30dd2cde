#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

/* From linux/random.h, which a bare libc does not bring along. */
#define ADD_ENTROPY _IOW('R', 0x03, int[2])
#define RESEED_GENERATOR _IO('R', 0x07)

enum { ENTROPY_MAX_BYTES = 512, BITS_PER_BYTE = 8 };

struct entropy {
  int bits;
  int bytes;
  uint8_t pool[ENTROPY_MAX_BYTES];
};

void guest_set_clock(uint64_t unix_time_us) {
  const struct timespec now = {
      .tv_sec = (time_t)(unix_time_us / 1000000),
      .tv_nsec = (long)(unix_time_us % 1000000) * 1000,
  };
  if (clock_settime(CLOCK_REALTIME, &now) != 0) guest_log("setting the clock: %s", strerror(errno));
}

void guest_add_entropy(const uint8_t *bytes, size_t length) {
  if (length == 0 || length > ENTROPY_MAX_BYTES) return;
  struct entropy entropy = {.bits = (int)length * BITS_PER_BYTE, .bytes = (int)length};
  memcpy(entropy.pool, bytes, length);
  int pool = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
  /* Without the second call the generator would go on with the key it was restored with, for up to a minute. */
  if (pool < 0 || ioctl(pool, ADD_ENTROPY, &entropy) != 0 || ioctl(pool, RESEED_GENERATOR) != 0)
    guest_log("reseeding the random pool: %s", strerror(errno));
  if (pool >= 0) close(pool);
}
