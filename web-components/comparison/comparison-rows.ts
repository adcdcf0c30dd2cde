import type { Figures } from '../../src/labs/comparison/comparison.ts';
import { TASK_BYTES } from '../../src/labs/comparison/guest-scripts.ts';
import { msg, str } from '../../src/localization/localization.ts';
import { byteSize, duration, times } from '../quantities.ts';

/** One value of a row; `value` is absent until it is measured. */
export interface Cell {
  readonly value: string | undefined;
  /** The whole of a value that is shown in part. */
  readonly full?: string;
  /** Length of the bar below the value, 0 to 1 of the longest. */
  readonly share?: number;
}

/** Something that both sides have, what it means, and how it was measured. */
export interface Row {
  readonly name: string;
  readonly vm: Cell;
  readonly container: Cell;
  readonly host?: Cell;
  readonly verdict: string | undefined;
  readonly method: string;
}

/** As much of a boot_id as tells two of them apart. */
const SHOWN_ID = 8;

/** How the first characters of a boot_id are shown. */
export function shortId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${id.slice(0, SHOWN_ID)}…`;
}

/** The table: who the kernel is, and what each takes. */
export function comparisonRows(figures: Figures): readonly Row[] {
  const { vm, container, host } = figures;
  const ids = { vm: idCell(vm?.bootId), container: idCell(container?.bootId) };
  return [
    {
      name: msg('Kernel version', { id: 'compare-kernel' }),
      vm: { value: vm?.kernelRelease },
      container: { value: container?.kernelRelease },
      host: { value: host?.kernelRelease },
      verdict: kernelVerdict(figures),
      method: msg('uname -r, asked on each of the three.', { id: 'compare-kernel-method' }),
    },
    {
      name: 'boot_id',
      ...ids,
      host: idCell(host?.bootId),
      verdict: bootVerdict(figures),
      method: msg(
        'A kernel draws this number when it starts: /proc/sys/kernel/random/boot_id. Equal numbers mean one and the same running kernel.',
        { id: 'compare-boot-id-method' },
      ),
    },
    weightRow('start', vm?.startMs, container?.startMs),
    weightRow('memory', vm?.memoryBytes, container?.memoryBytes),
    weightRow('image', vm?.imageBytes, container?.imageBytes),
  ];
}

/** The same task inside and outside, of a virtual machine or of a container. */
export interface TaskRow {
  readonly name: string;
  readonly outside: string;
  readonly insideMs: number | undefined;
  readonly outsideMs: number | undefined;
}

/** The task in the virtual machine and on its host, in the container and on its host. */
export function taskRows(figures: Figures): readonly TaskRow[] {
  return [
    {
      name: msg('VM', { id: 'compare-vm' }),
      outside: msg('its host: this page', { id: 'compare-host-page' }),
      insideMs: figures.vmTaskMs,
      outsideMs: figures.pageTaskMs,
    },
    {
      name: msg('Container', { id: 'compare-container' }),
      outside: msg('its host: your machine', { id: 'compare-host-machine' }),
      insideMs: figures.containerTaskMs,
      outsideMs: figures.hostTaskMs,
    },
  ];
}

/** How the task was measured. */
export function taskMethod(): string {
  const size = byteSize(TASK_BYTES);
  return msg(
    str`SHA-256 of ${size} of zeros, the fastest of three runs after one to warm up. In the VM, the container and your machine by the same program; in the page by plain JavaScript, without the processor’s special instructions, which the VM does not have either.`,
    { id: 'compare-task-method' },
  );
}

function weightRow(
  kind: 'start' | 'memory' | 'image',
  vm: number | undefined,
  container: number | undefined,
): Row {
  const show = kind === 'start' ? duration : byteSize;
  const most = Math.max(vm ?? 0, container ?? 0);
  const cell = (value: number | undefined): Cell =>
    value === undefined ? { value } : { value: show(value), share: value / most };
  const ratio = vm === undefined || container === undefined ? undefined : times(vm / container);
  const verdict = ratio && weightVerdict(kind, ratio);
  return { ...weightTexts(kind), vm: cell(vm), container: cell(container), verdict };
}

function weightVerdict(kind: 'start' | 'memory' | 'image', ratio: string): string {
  return kind === 'start'
    ? msg(str`The VM takes ${ratio} times as long.`, { id: 'compare-times-long' })
    : msg(str`The VM takes ${ratio} times as much.`, { id: 'compare-times-much' });
}

function weightTexts(kind: 'start' | 'memory' | 'image'): Pick<Row, 'name' | 'method'> {
  switch (kind) {
    case 'start':
      return {
        name: msg('Start', { id: 'compare-start' }),
        method: msg(
          'VM: from power-on until its agent answers; loading its files is not counted. Container: unshare and chroot until its program has run, the fastest of three.',
          { id: 'compare-start-method' },
        ),
      };
    case 'memory':
      return {
        name: msg('Memory', { id: 'compare-memory' }),
        method: msg(
          'VM: what was allotted to it, used or not. Container: the resident memory (VmRSS) of its one process.',
          { id: 'compare-memory-method' },
        ),
      };
    case 'image':
      return {
        name: msg('Image', { id: 'compare-image' }),
        method: msg(
          'VM: its disk and the kernel file it boots from. Container: its root directory, as du counts it; no kernel in it.',
          { id: 'compare-image-method' },
        ),
      };
  }
}

function idCell(id: string | undefined): Cell {
  return { value: shortId(id), ...(id !== undefined && { full: id }) };
}

function kernelVerdict({ vm, container }: Figures): string | undefined {
  if (!vm || !container) return undefined;
  return vm.kernelRelease === container.kernelRelease
    ? msg('Equal: the same kernel software. Is it also the same running kernel?', {
        id: 'compare-kernel-equal',
      })
    : msg('Different software already.', { id: 'compare-kernel-different' });
}

function bootVerdict({ vm, container, host }: Figures): string | undefined {
  if (!vm || !container || !host) return undefined;
  return container.bootId === host.bootId && vm.bootId !== host.bootId
    ? msg('Container = host: one running kernel. VM ≠ host: a kernel of its own.', {
        id: 'compare-boot-id-verdict',
      })
    : msg('This is not what was to be expected.', { id: 'compare-boot-id-odd' });
}
