/** The worker's end of `contract.ts`: an {@link IdbSnapshotStore} behind messages. Entry point of the snapshots' worker. */
import type { MachineCapture } from '../machine/capture.ts';
import type { StoreCall, StorePageMessage, StoreWorkerMessage } from './contract.ts';
import { toSnapshotErrorData } from './errors.ts';
import { pushedArrays } from './pushed-arrays.ts';
import type { StoreOptions } from './snapshot-store.ts';
import { openBrowserStore } from './store/browser-store.ts';

const store = openBrowserStore();
const calls = new Map<number, AbortController>();

store.onChange(() => send({ type: 'changed' }));
void store.mend();
self.addEventListener('message', (event: MessageEvent<StorePageMessage>) => {
  const message = event.data;
  if (message.type === 'cancel') calls.get(message.request)?.abort();
  else void answer(message);
});

async function answer(call: StoreCall): Promise<void> {
  const { request } = call;
  const abort = new AbortController();
  calls.set(request, abort);
  try {
    const value = await run(call, {
      signal: abort.signal,
      onProgress: (progress) => send({ type: 'progress', request, progress }),
    });
    send({ type: 'answer', request, value }, transferableOf(value));
  } catch (error) {
    send({ type: 'failure', request, error: toSnapshotErrorData(error) });
  } finally {
    calls.delete(request);
  }
}

async function run(
  call: StoreCall,
  options: StoreOptions,
): Promise<Extract<StoreWorkerMessage, { type: 'answer' }>['value']> {
  switch (call.name) {
    case 'list':
      return store.list();
    case 'save':
      return store.save(...call.args, options);
    case 'load':
      return store.load(...call.args, options);
    case 'rename':
      return void (await store.rename(...call.args));
    case 'remove':
      return void (await store.remove(...call.args));
    case 'bringBack':
      return void (await store.bringBack(...call.args));
    case 'collect':
      return store.collect(...call.args);
    case 'exportFile':
      return store.exportFile(...call.args, options);
    case 'importFile':
      return store.importFile(...call.args, options);
    case 'facts':
      return store.facts();
  }
}

/** The memory of a snapshot goes to the page without a copy. */
function transferableOf(value: unknown): Transferable[] {
  if (typeof value !== 'object' || value === null || !('capture' in value)) return [];
  const { pages, pageNumbers, zeroPages, devices, registry } = value.capture as MachineCapture;
  const arrays = [pages, pageNumbers, zeroPages, devices, ...pushedArrays(registry)];
  return [...new Set(arrays.map(({ buffer }) => buffer))] as ArrayBuffer[];
}

function send(message: StoreWorkerMessage, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}
