import { html, svg } from 'lit';
import type { Figures } from '../../src/labs/comparison/comparison.ts';
import { msg, str } from '../../src/localization/localization.ts';
import { byteSize, duration } from '../quantities.ts';
import { shortId } from './comparison-rows.ts';

const UNKNOWN = '–';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly lines: readonly (string | undefined)[];
}

const LINE_HEIGHT = 16;

/** A box with lines in its middle; the first is its name. */
function box({ x, y, width, height, kind, lines }: Box) {
  const shown = lines.filter((line) => line !== undefined);
  const top = y + (height - (shown.length - 1) * LINE_HEIGHT) / 2 + 4;
  return svg`<g class=${kind}>
    <rect x=${x} y=${y} width=${width} height=${height} rx="4"></rect>
    ${shown.map(
      (line, index) =>
        svg`<text x=${x + width / 2} y=${top + index * LINE_HEIGHT} class=${index === 0 ? 'name' : 'figure'}>${line}</text>`,
    )}
  </g>`;
}

/**
 * Both ways to wall something off, as stacks with the measured figures in them: the virtual machine stands on hardware of its own
 * with a kernel of its own, the container beside others on the kernel of its host.
 */
export function comparisonPicture(figures: Figures) {
  const { vm, container, host } = figures;
  const own = msg('its own kernel', { id: 'picture-own-kernel' });
  const shared = msg('one kernel for all', { id: 'picture-shared-kernel' });
  const hardware = msg('emulated hardware', { id: 'picture-hardware' });
  const id = (value: string | undefined) => shortId(value) ?? UNKNOWN;
  return html`<svg class="picture" viewBox="0 0 360 286" role="img" aria-label=${describe(figures)}>
    ${svg`
      <text x="84" y="14" class="head">${msg('VM', { id: 'compare-vm' })}</text>
      <text x="268" y="14" class="head">${msg('Container and its host', { id: 'picture-right' })}</text>
      <rect x="0" y="24" width="168" height="216" rx="8" class="machine"></rect>
      <rect x="176" y="24" width="184" height="216" rx="8" class="machine"></rect>
      ${box({
        x: 8,
        y: 32,
        width: 152,
        height: 84,
        kind: 'process',
        lines: [
          msg('its processes', { id: 'picture-processes' }),
          vm && duration(vm.startMs),
          vm && byteSize(vm.imageBytes),
        ],
      })}
      ${box({ x: 8, y: 124, width: 152, height: 68, kind: 'own', lines: [own, id(vm?.bootId)] })}
      ${box({ x: 8, y: 200, width: 152, height: 32, kind: 'hardware', lines: [hardware] })}
      ${box({
        x: 184,
        y: 32,
        width: 84,
        height: 84,
        kind: 'container',
        lines: [
          msg('container', { id: 'picture-container' }),
          container && duration(container.startMs),
          container && byteSize(container.imageBytes),
        ],
      })}
      ${box({
        x: 276,
        y: 32,
        width: 76,
        height: 84,
        kind: 'process',
        lines: [msg('processes', { id: 'picture-others' })],
      })}
      ${box({ x: 184, y: 124, width: 168, height: 68, kind: 'shared', lines: [shared, id(host?.bootId)] })}
      ${box({ x: 184, y: 200, width: 168, height: 32, kind: 'hardware', lines: [hardware] })}
      ${box({
        x: 0,
        y: 248,
        width: 360,
        height: 34,
        kind: 'computer',
        lines: [msg('your computer, its system, this browser', { id: 'picture-computer' })],
      })}
    `}
  </svg>`;
}

function describe({ vm, container, host }: Figures): string {
  const own = shortId(vm?.bootId) ?? UNKNOWN;
  const shared = shortId(host?.bootId) ?? UNKNOWN;
  const vmStart = vm ? duration(vm.startMs) : UNKNOWN;
  const containerStart = container ? duration(container.startMs) : UNKNOWN;
  return msg(
    str`Two stacks on your computer. Left the VM: emulated hardware, a kernel of its own (boot_id ${own}), its processes; started in ${vmStart}. Right your machine: emulated hardware, one kernel (boot_id ${shared}), and on it side by side a container, started in ${containerStart}, and all other processes.`,
    { id: 'picture-description' },
  );
}
