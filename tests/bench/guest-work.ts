/** One piece of work for the emulated processor. */
export interface GuestWork {
  readonly name: string;
  /** Makes what the work needs; not measured. */
  readonly prepare?: string;
  /** Shell text; run once to warm up, then measured. */
  readonly script: string;
}

const BUSYBOX = '/usr/bin/busybox';

/** A container with nothing in it but busybox, which says that it ran. */
const OCI_BUNDLE = `
set -e
mkdir -p /tmp/bundle/rootfs/bin /tmp/bundle/rootfs/proc
cp ${BUSYBOX} /tmp/bundle/rootfs/bin/
cd /tmp/bundle
rm -f config.json
crun spec
jq '.process.terminal = false | .process.args = ["/bin/busybox", "echo", "in a container"]' config.json > next.json
mv next.json config.json
`;

/** A tree of small files, as archives usually hold. */
const TREE = `
set -e
mkdir -p /tmp/tree && cd /tmp/tree
for folder in 1 2 3 4 5 6 7 8; do
  mkdir -p $folder
  for file in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    head -c 20000 ${BUSYBOX} > $folder/$file
  done
done
`;

/** The fixed set. Each takes long enough that the way to the guest and back does not matter. */
export const GUEST_WORK: readonly GuestWork[] = [
  {
    name: 'shell loop',
    script: `bash -c 'for ((i = 0, s = 0; i < 30000; i++)); do s=$((s + i % 7)); done; [ $s = 89995 ]'`,
  },
  {
    name: '200 × fork+exec',
    script: `i=0; while [ $i -lt 200 ]; do ${BUSYBOX} true; i=$((i + 1)); done`,
  },
  {
    name: 'unshare all',
    script: `for i in 1 2 3 4 5; do
  unshare --fork --pid --mount-proc --uts --net --ipc --cgroup --time --user --map-root-user ps -e > /tmp/ps || exit 1
done
[ $(wc -l < /tmp/ps) = 2 ]`,
  },
  {
    name: 'sha256sum',
    prepare: 'dd if=/dev/zero of=/tmp/sum bs=1M count=32 status=none',
    script:
      'sha256sum /tmp/sum | grep -q ^83ee47245398adee79bd9c0a8bc57b821e92aba10f5f9ade8a5d1fae4d8c4302',
  },
  {
    name: 'tar',
    prepare: TREE,
    script: `set -e
rm -rf /tmp/out; mkdir /tmp/out
for i in 1 2 3; do tar -C /tmp -cf /tmp/tree.tar tree; tar -C /tmp/out -xf /tmp/tree.tar; done
cmp /tmp/tree/8/25 /tmp/out/tree/8/25`,
  },
  {
    name: 'crun run',
    prepare: OCI_BUNDLE,
    script: `cd /tmp/bundle
for i in 1 2 3; do [ "$(crun --cgroup-manager=cgroupfs run bench$i)" = "in a container" ] || exit 1; done`,
  },
  {
    name: 'awk',
    prepare: 'seq 1 60000 > /tmp/numbers',
    script: `[ $(awk '{ count[$1 % 97]++; sum += $1 } END { print sum }' /tmp/numbers) = 1800030000 ]`,
  },
];
