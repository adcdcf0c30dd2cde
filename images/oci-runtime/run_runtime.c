/* The runtime's side: `config.json` of the OCI runtime specification, as Go's encoding/json writes it, without blanks. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "roles.h"

enum { MAX_PATH = 4096, MAX_CONFIG = 1 << 20 };

#define OWN_PROGRAM "/proc/self/exe"
/* Within a text, a quotation mark has a backslash before it: these are never part of what somebody wrote into a label. */
#define HOOK_PATH "\"path\":\"/proc/"
#define HOOK_ARGUMENTS "/exe\",\"args\":[\"" SET_KEY "\""

static const char *bundle_of(char **arguments) {
  const char *bundle = NULL;
  bool create = false;
  for (char **each = arguments; *each != NULL; each++) {
    if (strcmp(*each, "create") == 0) create = true;
    if (strcmp(*each, "--bundle") == 0 && each[1] != NULL) bundle = each[1];
  }
  return create ? bundle : NULL;
}

/* Reads a whole file, and says its mode. NULL if it cannot be read or is too long. */
static char *read_file(const char *path, mode_t *mode) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return NULL;
  struct stat status;
  char *text = NULL;
  if (fstat(file, &status) == 0 && status.st_size < MAX_CONFIG) {
    size_t length = (size_t)status.st_size;
    text = malloc(length + 1);
    if (text != NULL && read(file, text, length) == (ssize_t)length) {
      text[length] = '\0';
      *mode = status.st_mode & 07777;
    } else {
      free(text);
      text = NULL;
    }
  }
  close(file);
  return text;
}

/* The number of dockerd's process in the hook's path, `/proc/NUMBER/exe`. NULL where there is no such hook. */
static char *find_process(char *config) {
  char *end = strstr(config, HOOK_ARGUMENTS);
  if (end == NULL) return NULL;
  char *start = end;
  while (start > config && start[-1] >= '0' && start[-1] <= '9') start--;
  size_t before = strlen(HOOK_PATH);
  bool found = start < end && (size_t)(start - config) >= before &&
               memcmp(start - before, HOOK_PATH, before) == 0;
  return found ? start : NULL;
}

static bool write_all(int file, const char *text, size_t length) {
  return write(file, text, length) == (ssize_t)length;
}

/* Writes the configuration with this program's path in the place of `/proc/NUMBER/exe`. */
static bool write_config(int file, const char *config, const char *process, const char *program) {
  const char *path = process - strlen("/proc/");
  const char *rest = strchr(process, '"');
  return write_all(file, config, (size_t)(path - config)) &&
         write_all(file, program, strlen(program)) && write_all(file, rest, strlen(rest));
}

static void replace_file(const char *path, mode_t mode, const char *config, const char *process,
                         const char *program) {
  char next[MAX_PATH + 8];
  snprintf(next, sizeof next, "%s.next", path);
  int file = open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return;
  bool whole = write_config(file, config, process, program);
  if (close(file) != 0 || !whole || rename(next, path) != 0) unlink(next);
}

/* A bundle that looks otherwise, or cannot be written, keeps the hook that it has: that one works as well. */
static void shorten_hook(const char *bundle) {
  char path[MAX_PATH];
  char program[MAX_PATH];
  int length = snprintf(path, sizeof path, "%s/config.json", bundle);
  ssize_t own = readlink(OWN_PROGRAM, program, sizeof program - 1);
  if (length < 0 || (size_t)length >= sizeof path || own <= 0) return;
  program[own] = '\0';
  mode_t mode = 0;
  char *config = read_file(path, &mode);
  char *process = config != NULL ? find_process(config) : NULL;
  if (process != NULL) replace_file(path, mode, config, process, program);
  free(config);
}

int run_runtime(char **arguments) {
  const char *bundle = bundle_of(arguments);
  if (bundle != NULL) shorten_hook(bundle);
  static char runtime[] = RUNTIME;
  arguments[0] = runtime;
  execv(RUNTIME, arguments);
  perror(RUNTIME);
  return 127;
}
