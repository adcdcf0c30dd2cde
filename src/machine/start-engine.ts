import type { AgentSession } from './agent/session.ts';
import { MachineError } from './errors.ts';

/** Program in the guest that starts the Docker Engine; it ends when the engine answers. */
export const START_ENGINE = '/usr/lib/drydock/engine/start';

/** Emulated, cold and on a busy computer. */
const START_DEADLINE_MS = 600_000;

/** Starts the Docker Engine in a machine that has booted. A restored machine of that profile has it running already. */
export async function startEngine(session: AgentSession): Promise<void> {
  const { exitCode, stderr } = await session.exec([START_ENGINE], { timeoutMs: START_DEADLINE_MS });
  if (exitCode === 0) return;
  const message = `the Docker Engine did not start: ${stderr.trim()}`;
  throw new MachineError('boot-deadline', message, START_ENGINE);
}
