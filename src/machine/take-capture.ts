import { abortable } from '../support/abortable.ts';
import type { AgentSession } from './agent/session.ts';
import type { CaptureFit, CaptureOptions, TakenCapture } from './capture.ts';
import type { ChunkedDisk } from './disk/chunked-disk.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { MachineNetwork } from './machine-network.ts';
import type { ConsolePort } from './v86/console-port.ts';
import type { Emulator } from './v86/emulator.ts';

/** A running machine, and what it is compared with. */
export interface CaptureSource {
  readonly emulator: Pick<Emulator, 'stop' | 'run' | 'saveDevices'> & {
    readonly port: Pick<ConsolePort, 'empty'>;
  };
  readonly session: Pick<AgentSession, 'end' | 'quiesce' | 'requireOpen' | 'terminals'>;
  readonly disk: Pick<ChunkedDisk, 'busy' | 'atRest'>;
  readonly memory: Pick<MachineMemory, 'prepare' | 'capture'>;
  readonly network: Pick<MachineNetwork, 'pushed'>;
  /** What the capture will name as its own machine. */
  readonly fit: CaptureFit;
  /** Unix time in milliseconds. */
  readonly now: () => number;
}

/**
 * Brings a running machine to rest, copies what is in it, and lets it run on.
 *
 * At rest means: no read of the disk waits for an answer, which is in no device state; and the agent has taken every frame
 * that was sent and begun none of its own, since it writes whole frames and v86 takes each over at once. The page may still
 * have to put output on the screen; that is not the guest's any more. A push may be under way: its connection breaks off with a
 * restore, and Docker begins it anew.
 */
export async function takeCapture(
  source: CaptureSource,
  { signal, onMoment = () => {} }: CaptureOptions = {},
): Promise<TakenCapture> {
  const { emulator, session, disk } = source;
  await source.memory.prepare();
  for (;;) {
    if (disk.busy) await abortable(Promise.race([disk.atRest(), session.end]), signal);
    const release = await session.quiesce(signal);
    try {
      await emulator.stop();
      session.requireOpen(); // whoever ended the conversation has taken the machine over
      // Copied without a turn of the event loop: nobody can come in between, and the guest's next output comes after.
      if (!disk.busy && emulator.port.empty) return await copyStanding(source, onMoment);
      emulator.run();
    } finally {
      release();
    }
  }
}

async function copyStanding(source: CaptureSource, onMoment: () => void): Promise<TakenCapture> {
  const { emulator, session, memory, network, fit, now } = source;
  const begin = performance.now();
  try {
    const { terminals } = session;
    const devices = await emulator.saveDevices();
    const captured = memory.capture();
    // While the guest stands, so that the registry has all that it was told to have.
    const registry = network.pushed();
    onMoment();
    const pauseMs = performance.now() - begin;
    const taken = { ...fit, ...captured, devices, terminals, takenAt: now(), pauseMs };
    return registry ? { ...taken, registry } : taken;
  } finally {
    emulator.run();
  }
}
