/**
 * The login shell that waits in a memory layer: started when the image was made, it goes on from where a visitor's first prompt is
 * due. A shell that is started anew needs a third of a second of the visit until then.
 *
 * It waits within a command that was typed into it, which begins with a space and so is not in its history.
 */

/** What it prints when it is about to wait. */
export const WAITING_MARK = '\0';

/**
 * Starts over where the machine has another name, or other startup files, than when the shell started: bash looks at them once. Files of
 * the image have the time 0, so those that are newer than its program were changed since, by the preparation of a step for example.
 */
const START_OVER_IF_CHANGED = [
  'read -r < /proc/sys/kernel/hostname',
  '[ "$REPLY" = "$HOSTNAME" ] || exec -l bash',
  'for REPLY in ~/.[bip]* /etc/profile /etc/bash.bashrc; do [ "$REPLY" -nt /bin/bash ] && exec -l bash; done',
].join('; ');

/**
 * What the image build types. It looks at its files before it waits as well, so that the layer has what is read for that. All visitors
 * go on from the same shell, so it draws its random numbers and counts its seconds anew. One thing stays: `LINENO` begins with 2, since
 * this was line 1. Bash cannot be told another number.
 */
export const WAIT_COMMAND = [
  ` ${START_OVER_IF_CHANGED}`,
  "printf '\\0'; read -rs",
  START_OVER_IF_CHANGED,
  'unset REPLY; RANDOM=$SRANDOM SECONDS=0\r',
].join('; ');

/** What ends its wait. It is read without an echo. */
export const GO_ON = '\n';
