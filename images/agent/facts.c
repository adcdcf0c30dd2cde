#define _GNU_SOURCE
#include "facts.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "payload.h"
#include "ticks.h"

static const char topic_load[] = "load";

enum { LOAD_TEXT_MAX = 256 };

static long long uptime_seconds(void) {
  struct timespec since_boot = {0};
  clock_gettime(CLOCK_BOOTTIME, &since_boot);
  return (long long)since_boot.tv_sec;
}

/* Processes, not threads: sysinfo and loadavg count threads, and dockerd alone has a dozen. */
static unsigned count_processes(void) {
  unsigned count = 0;
  DIR *processes = opendir("/proc");
  if (processes == NULL) return 0;
  for (struct dirent *entry; (entry = readdir(processes)) != NULL;)
    if (isdigit((unsigned char)entry->d_name[0])) count++;
  closedir(processes);
  return count;
}

struct memory {
  unsigned long total_kib;
  unsigned long available_kib;
};

static struct memory read_memory(void) {
  struct memory memory = {0};
  char line[128];
  FILE *file = fopen("/proc/meminfo", "re");
  if (file == NULL) return memory;
  while (fgets(line, sizeof line, file) != NULL) {
    (void)sscanf(line, "MemTotal: %lu", &memory.total_kib);
    if (sscanf(line, "MemAvailable: %lu", &memory.available_kib) == 1) break;
  }
  fclose(file);
  return memory;
}

static size_t write_load(char *text) {
  struct memory memory = read_memory();
  int length = snprintf(text, LOAD_TEXT_MAX,
                        "uptime %lld\nprocesses %u\nmemory-total %lu\nmemory-available %lu\n",
                        uptime_seconds(), count_processes(), memory.total_kib, memory.available_kib);
  return length < 0 ? 0 : (size_t)length;
}

void facts_send(struct channel *channel) {
  char text[LOAD_TEXT_MAX];
  size_t length = write_load(text);
  uint8_t *start = reply_payload();
  uint8_t *end = put_bytes(put_string(start, topic_load), text, length);
  reply_send(REPLY_FACTS, channel->number, (size_t)(end - start));
  channel->deadline_ms = ticks_now_ms() + channel->interval_ms;
}

void facts_subscribe(uint16_t number, uint32_t interval_ms, const char *topic) {
  if (strcmp(topic, topic_load) != 0) {
    reply_refused(number, REFUSED_UNKNOWN_TOPIC, "unknown topic");
    return;
  }
  struct channel *channel = channel_claim(number, CHANNEL_FACTS);
  if (channel == NULL) return;
  channel->interval_ms = interval_ms;
  facts_send(channel);
}
