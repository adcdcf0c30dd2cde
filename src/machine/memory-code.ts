/** What only captures and restores need, in one script of its own; see `load-memory-code.ts`. */
export { sortLayer } from '../layers/page-order.ts';
export { unpatchPages } from '../layers/page-patches.ts';
export { stackLayers } from '../layers/parent-pages.ts';
export { DiskReferences } from './disk/disk-references.ts';
export { ImageContent } from './disk/image-content.ts';
export { requireFittingCapture } from './fitting-capture.ts';
export { MachineMemory, writePages } from './machine-memory.ts';
export { takeCapture } from './take-capture.ts';
