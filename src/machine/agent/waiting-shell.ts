/**
 * The login shell that waits in a memory layer: started when the image was made, it goes on from where a visitor's first prompt is
 * due. A shell that is started anew needs a third of a second of the visit until then.
 *
 * It waits within a command that was typed into it, which begins with a space and so is not in its history.
 */

/** What it prints when it is about to wait. */
export const WAITING_MARK = '\0';

/**
 * What a shell reads when it starts. Files of the image have the time 0, so those that are newer than its program were changed since:
 * by the preparation of a step, for example.
 */
const STARTUP_FILES = '~/.[bip]* /etc/profile /etc/bash.bashrc';

/**
 * What the image build types. All visitors go on from the same shell, so it draws its random numbers and counts its seconds anew; and
 * it starts over where the machine was given another name or other startup files before its first prompt, since bash looks at them once.
 * One thing stays: `LINENO` begins with 2, since this was line 1. Bash cannot be told another number.
 */
export const WAIT_COMMAND = [
  ` printf '\\0'; read -rs; read -r < /proc/sys/kernel/hostname`,
  `[ "$REPLY" = "$HOSTNAME" ] || exec -l bash`,
  `for REPLY in ${STARTUP_FILES}; do [ "$REPLY" -nt /bin/bash ] && exec -l bash; done`,
  'unset REPLY; RANDOM=$SRANDOM SECONDS=0\r',
].join('; ');

/** What ends its wait. It is read without an echo. */
export const GO_ON = '\n';
