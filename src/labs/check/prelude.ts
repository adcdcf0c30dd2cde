/** Shell for the process's number in `/proc/123`, and for what follows the `0::` of a control group. */
const PID = `\${_process#/proc/}`;
const PATH = `\${_line#0::}`;
/** Shell for Docker's list of names, read once in a check, and for the image in its entry `"busybox:latest":"sha256:…"`. */
const LIST = '/proc/1/root/var/lib/docker/image/overlay2/repositories.json';
const IMAGES = `\${_images-$(/usr/lib/drydock/busybox cat ${LIST})}`;
const IMAGE_ID = `\${_image##*:}`;
const UNQUOTED = `\${id%\\"}`;

/**
 * What every check can use, as text for a POSIX shell. Starting a program costs the guest about ten milliseconds, so the
 * functions use what the shell does itself; `-ef` compares what two links of /proc lead to.
 *
 * Descriptor 3 is for the answers, and the mark in front of each is a number drawn for this one batch: a line that comes
 * from a file or a name of the learner's is none.
 */
export const PRELUDE = String.raw`
exec 3>&1

# fail KEY: not yet; the learner is told the task's message KEY. Ends the check.
fail() {
  printf '%s fail %s\n' "$_mark" "$1" >&3
  exit 1
}

# saw NAME VALUE: {NAME} in the messages.
saw() {
  printf '%s saw %s %.400s\n' "$_mark" "$1" "$2" >&3
}

# ns_of PID TYPE: number of the namespace.
ns_of() {
  stat -Lc %i "/proc/$1/ns/$2"
}

# pids_outside TYPE: processes in another namespace than that of PID 1. Kernel threads and the dead have no program.
pids_outside() {
  for _process in /proc/[0-9]*; do
    [ "$_process/ns/$1" -ef "/proc/1/ns/$1" ] && continue
    [ -e "$_process/exe" ] || continue
    [ "$_process/ns/mnt" -ef /proc/self/ns/mnt ] && continue
    printf '%s\n' "${PID}"
  done
}

# learner_pids: all processes but init, the agent and what the agent runs for the page.
learner_pids() {
  for _process in /proc/[0-9]*; do
    [ -e "$_process/exe" ] || continue
    case ${PID} in 1 | "$PPID") continue ;; esac
    [ "$_process/ns/mnt" -ef /proc/self/ns/mnt ] && continue
    [ "$(cgroup_of "${PID}")" = /drydock-agent ] && continue
    printf '%s\n' "${PID}"
  done
}

# cgroup_of PID: path of the control group, as in /proc/PID/cgroup.
cgroup_of() {
  while IFS= read -r _line; do
    case $_line in
      0::*)
        printf '%s\n' "${PATH}"
        return 0
        ;;
    esac
  done 2> /dev/null < "/proc/$1/cgroup"
  return 1
}

# image_of NAME: sets $id to the image that Docker has under NAME, which is written with its tag. One program reads Docker's list,
# and it is cut into entries: the shell itself would read it letter by letter, and try each part of it against a pattern.
image_of() {
  _images=${IMAGES}
  _separators=$IFS
  IFS='{},'
  id=
  for _image in $_images; do
    case $_image in "\"$1\":\"sha256:"*) id=${IMAGE_ID} ;; esac
  done
  IFS=$_separators
  id=${UNQUOTED}
  [ -n "$id" ]
}

_judge() {
  _script=$1
  set --
  eval "$_script"
}

# Each check in a shell of its own: what it sets, breaks or leaves undone is no concern of the next.
_look() {
  printf '%s begin %s\n' "$_mark" "$1" >&3
  printf '%s begin %s\n' "$_mark" "$1" >&2
  (_judge "$2") > /dev/null < /dev/null
  printf '%s end %s\n' "$_mark" "$?" >&3
}
`;
