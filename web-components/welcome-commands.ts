import { msg } from '../src/localization/localization.ts';

/** Something to try, and the lines that do it. */
export interface WelcomeCommand {
  readonly title: string;
  readonly text: string;
  readonly lines: string;
}

const UNSHARE =
  'unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --user --map-root-user bash';

/** What to try first, from looking around to building the parts of a container. All of it runs on the machine as it comes. */
export function welcomeCommands(): readonly WelcomeCommand[] {
  return [
    {
      title: msg('Meet the kernel', { id: 'try-kernel' }),
      text: msg('Its version, and every namespace that exists right now.', {
        id: 'try-kernel-text',
      }),
      lines: 'uname -r\nlsns',
    },
    {
      title: msg('Step into new namespaces', { id: 'try-unshare' }),
      text: msg(
        'A shell with processes, host name, network and users of its own. Inside, ps shows two processes; exit leads back.',
        { id: 'try-unshare-text' },
      ),
      lines: `${UNSHARE}\nhostname box; ps aux`,
    },
    {
      title: msg('Connect two networks', { id: 'try-netns' }),
      text: msg('Two network namespaces, one virtual cable, a ping from one to the other.', {
        id: 'try-netns-text',
      }),
      lines: [
        'ip netns add red; ip netns add blue',
        'ip link add r0 netns red type veth peer name b0 netns blue',
        'ip -n red addr add 10.0.0.1/24 dev r0; ip -n red link set r0 up',
        'ip -n blue addr add 10.0.0.2/24 dev b0; ip -n blue link set b0 up',
        'ip netns exec red ping -c 2 10.0.0.2',
      ].join('\n'),
    },
    {
      title: msg('Stack layers', { id: 'try-overlay' }),
      text: msg(
        'A read-only layer, a writable one on top: the change lands in the upper layer only.',
        {
          id: 'try-overlay-text',
        },
      ),
      lines: [
        'mount -t tmpfs layers /mnt; cd /mnt; mkdir lower upper work merged',
        'echo from the image > lower/file',
        'mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged',
        'echo changed > merged/file; head lower/file upper/file',
      ].join('\n'),
    },
    {
      title: msg('Set a memory limit', { id: 'try-cgroup' }),
      text: msg('A control group of 20 MB, and a program that wants more: the kernel ends it.', {
        id: 'try-cgroup-text',
      }),
      lines: [
        'mkdir /sys/fs/cgroup/small; echo 20M > /sys/fs/cgroup/small/memory.max',
        "sh -c 'echo $$ > /sys/fs/cgroup/small/cgroup.procs; exec tail /dev/zero'",
        'grep oom_kill /sys/fs/cgroup/small/memory.events',
      ].join('\n'),
    },
  ];
}
