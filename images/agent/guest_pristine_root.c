/* The root of scripts that must not believe the learner: the disk as it was built, and the kernel's file systems mounted
 * anew. Everything is made for one process and gone with it. Nothing on the way is looked up in the learner's tree,
 * but for the control groups, see there; what was mounted over, unmounted or removed in it makes no difference. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "guest.h"

#define CGROUPS "/sys/fs/cgroup"

/* Command lines of this kernel are shorter. */
enum { COMMAND_LINE_SIZE = 2048 };

/* The node through which the disk is mounted, in the new /dev. */
static const char disk_node[] = "disk";

/* What shells and small tools expect of /dev. A devtmpfs would be the learner's own: there is only one. */
static const struct device {
  const char *name;
  unsigned major;
  unsigned minor;
} devices[] = {
    {"null", 1, 3},   {"zero", 1, 5},    {"full", 1, 7},  {"random", 1, 8},
    {"urandom", 1, 9}, {"kmsg", 1, 11}, {"tty", 5, 0},
};

static const struct link {
  const char *name;
  const char *target;
} links[] = {
    {"fd", "/proc/self/fd"},
    {"stdin", "/proc/self/fd/0"},
    {"stdout", "/proc/self/fd/1"},
    {"stderr", "/proc/self/fd/2"},
};

/* All descriptors of this file are closed by exec, or by the end of the child: `close` would only cost time. */

/* A file system in a mount that is nowhere yet, or -1 with errno. `source` and `flag` may be null. */
static int make_mount(const char *type, const char *source, const char *flag) {
  int context = (int)syscall(SYS_fsopen, type, FSOPEN_CLOEXEC);
  if (context < 0) return -1;
  if (source != NULL && syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, "source", source, 0) != 0)
    return -1;
  if (flag != NULL && syscall(SYS_fsconfig, context, FSCONFIG_SET_FLAG, flag, NULL, 0) != 0)
    return -1;
  if (syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) != 0) return -1;
  return (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0);
}

static bool attach(int mount_fd, const char *path) {
  return syscall(SYS_move_mount, mount_fd, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

static bool read_text(int directory, const char *path, char *text, size_t size) {
  int file = openat(directory, path, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, text, size - 1);
  if (length < 0) return false;
  text[length] = 0;
  return true;
}

struct disk {
  char name[32];
  char type[16];
  dev_t number;
};

/* Which disk the kernel was told to start from, as `proc` and `sys` have it. */
static bool find_disk(int proc, int sys, struct disk *disk) {
  char line[COMMAND_LINE_SIZE], path[64], number[16];
  unsigned major_number, minor_number;
  if (!read_text(proc, "cmdline", line, sizeof line)) return false;
  for (char *word = strtok(line, " \n"); word != NULL; word = strtok(NULL, " \n")) {
    (void)sscanf(word, "root=/dev/%31s", disk->name);
    (void)sscanf(word, "rootfstype=%15s", disk->type);
  }
  snprintf(path, sizeof path, "class/block/%s/dev", disk->name);
  if (!read_text(sys, path, number, sizeof number)) return false;
  errno = ENODEV;
  if (sscanf(number, "%u:%u", &major_number, &minor_number) != 2) return false;
  disk->number = makedev(major_number, minor_number);
  return true;
}

static bool fill_dev(int dev, dev_t disk) {
  for (unsigned i = 0; i < sizeof devices / sizeof *devices; i++) {
    const struct device *device = &devices[i];
    if (mknodat(dev, device->name, S_IFCHR | 0666, makedev(device->major, device->minor)) != 0)
      return false;
  }
  for (unsigned i = 0; i < sizeof links / sizeof *links; i++)
    if (symlinkat(links[i].target, dev, links[i].name) != 0) return false;
  return mknodat(dev, disk_node, S_IFBLK | 0400, disk) == 0;
}

/* The whole hierarchy. Its options belong to all its mounts at once and are those of the latest: a new mount would undo
 * what the learner chose. So the learner's mount is copied, if it is where it was; if not, the option is the machine's. */
static int mount_cgroups(void) {
  const ino_t hierarchy_root = 1;
  struct statfs file_system;
  struct stat directory;
  int copy = (int)syscall(SYS_open_tree, AT_FDCWD, CGROUPS, OPEN_TREE_CLONE | O_CLOEXEC);
  bool is_whole = copy >= 0 && fstatfs(copy, &file_system) == 0 && fstat(copy, &directory) == 0 &&
                  file_system.f_type == CGROUP2_SUPER_MAGIC && directory.st_ino == hierarchy_root;
  return is_whole ? copy : make_mount("cgroup2", NULL, "nsdelegate");
}

/* A copy of all mounts that no mount or umount elsewhere reaches. */
static bool leave_mount_namespace(void) {
  return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* The copies of the learner's mounts go at once: none of them is kept in use while the script runs. */
static bool replace_root(int root) {
  return fchdir(root) == 0 && attach(root, "/") && syscall(SYS_pivot_root, ".", ".") == 0 &&
         umount2(".", MNT_DETACH) == 0;
}

bool guest_enter_pristine_root(void) {
  struct disk disk = {0};
  int proc = make_mount("proc", NULL, NULL);
  int sys = make_mount("sysfs", NULL, NULL);
  int dev = make_mount("tmpfs", NULL, NULL);
  int run = make_mount("tmpfs", NULL, NULL);
  int tmp = make_mount("tmpfs", NULL, NULL);
  if (proc < 0 || sys < 0 || dev < 0 || run < 0 || tmp < 0) return false;
  if (!find_disk(proc, sys, &disk) || !fill_dev(dev, disk.number) || fchdir(dev) != 0) return false;
  int root = make_mount(disk.type, disk_node, "ro");
  if (root < 0 || !leave_mount_namespace()) return false;
  int cgroups = mount_cgroups();
  return cgroups >= 0 && replace_root(root) && attach(proc, "/proc") && attach(sys, "/sys") &&
         attach(cgroups, CGROUPS) && attach(dev, "/dev") && attach(run, "/run") &&
         attach(tmp, "/tmp");
}
