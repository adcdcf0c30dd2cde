import { beforeAll, describe, expect, it } from 'vitest';
import { PATIENT, runningMachine, sh } from './machines.ts';

/**
 * What the Docker Engine needs, after moby's contrib/check-config.sh. `y` must be built in; `m` may be a module as well,
 * and must then be one that modprobe finds.
 */
const NECESSARY = {
  y: `NAMESPACES NET_NS PID_NS IPC_NS UTS_NS CGROUPS CGROUP_CPUACCT CGROUP_DEVICE CGROUP_FREEZER CGROUP_SCHED MEMCG KEYS
    POSIX_MQUEUE CGROUP_BPF`,
  m: `VETH BRIDGE BRIDGE_NETFILTER IP_NF_FILTER IP_NF_MANGLE IP_NF_RAW IP_NF_NAT IP_NF_TARGET_MASQUERADE
    NETFILTER_XT_MATCH_ADDRTYPE NETFILTER_XT_MATCH_CONNTRACK NETFILTER_XT_MATCH_IPVS NETFILTER_XT_MARK NF_NAT`,
};

const USEFUL = {
  y: `USER_NS TIME_NS SECCOMP SECCOMP_FILTER CGROUP_PIDS SWAP BLK_CGROUP BLK_DEV_THROTTLING CGROUP_PERF CGROUP_NET_PRIO
    CFS_BANDWIDTH FAIR_GROUP_SCHED IP_VS_NFCT IP_VS_PROTO_TCP IP_VS_PROTO_UDP EXT4_FS_POSIX_ACL EXT4_FS_SECURITY
    BRIDGE_VLAN_FILTERING OVERLAY_FS PSI TMPFS_XATTR TMPFS_POSIX_ACL`,
  m: `NET_CLS_CGROUP IP_NF_TARGET_REDIRECT IP_VS IP_VS_RR EXT4_FS VXLAN IPVLAN MACVLAN DUMMY NF_NAT_FTP NF_CONNTRACK_FTP
    NF_NAT_TFTP NF_CONNTRACK_TFTP`,
};

/** On moby's list and not here, each for its reason. */
const ABSENT: readonly (readonly [name: string, reason: string])[] = [
  ['CPUSETS', 'needs SMP, and the machine has one processor'],
  ['IP6_NF_FILTER', 'the machine has no IPv6'],
  ['IP6_NF_MANGLE', 'the machine has no IPv6'],
  ['IP6_NF_TARGET_MASQUERADE', 'the machine has no IPv6'],
  ['IP6_NF_RAW', 'the machine has no IPv6'],
  ['IP6_NF_NAT', 'the machine has no IPv6'],
  ['CGROUP_HUGETLB', 'there are no huge pages to account for'],
  ['RT_GROUP_SCHED', 'of no effect in the hierarchy of version 2'],
  ['SECURITY_SELINUX', 'no distribution’s policy is here to be enforced'],
  ['SECURITY_APPARMOR', 'no distribution’s policy is here to be enforced'],
  ['XFRM', 'for encrypted overlay networks between several hosts'],
  ['NETFILTER_XT_MATCH_BPF', 'for encrypted overlay networks between several hosts'],
  ['BTRFS_FS', 'a storage driver that is not used'],
];

const names = (list: string) => list.trim().split(/\s+/);

describe('the kernel', PATIENT, () => {
  const machine = runningMachine();
  const configuration = new Map<string, string>();

  beforeAll(async () => {
    const text = await sh(machine(), 'modprobe configs && zcat /proc/config.gz');
    for (const [, name = '', value = ''] of text.matchAll(/^CONFIG_(\w+)=(.*)$/gm)) {
      configuration.set(name, value);
    }
  }, PATIENT.timeout);

  it.each([...names(NECESSARY.y), ...names(USEFUL.y)])('has %s built in', (name) => {
    expect(configuration.get(name)).toBe('y');
  });

  it.each([...names(NECESSARY.m), ...names(USEFUL.m)])('has %s', (name) => {
    expect(configuration.get(name)).toMatch(/^[my]$/);
  });

  it.each(ABSENT)('does without %s: %s', (name) => {
    expect(configuration.has(name)).toBe(false);
  });

  it('can load every module that is on the disk', async () => {
    const failed = await sh(
      machine(),
      `cut -d: -f1 "/lib/modules/$(uname -r)/modules.dep" | while read -r file; do
         name=\${file##*/}; modprobe "\${name%%.ko*}" || echo "$name"
       done 2>&1`,
    );
    expect(failed).toBe('');
  });
});
