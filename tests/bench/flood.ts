import type { LabPage, Preparation } from './lab-page.ts';

/** Lines as long as lines commonly are, each different, so that a lost or doubled one shows. */
const LINE = (number: number) =>
  `line ${String(number).padStart(6, '0')} of the flood, as long as lines commonly are .....\n`;
const LINE_FORMAT = 'line %06.f of the flood, as long as lines commonly are .....';
const LINES_PER_FILE = 16_384;
const LINE_BYTES = LINE(1).length + 1; // the terminal adds a carriage return
const FLOOD_FILE = '/tmp/flood';
/** What is printed before the flood; typed in two parts, so that its echo is not taken for it. */
const MARK = 'FLOOD-BEGINS';
const END = 'FLOOD-ENDS';

/** Output that pauses for so long has stopped, in milliseconds. */
const STALL_MS = 10_000;

/** A long flood is waited for in parts, each shorter than a browser's answer may take. */
const STRETCHES = 20;

/** What {@link installFloodMeter} puts into the page: reads what arrives from the machine's worker. */
export interface FloodMeter {
  /** Bytes of the flood that came so far. */
  readonly bytes: number;
  /** When the first of them came. */
  readonly beganAt: number;
  /** Where the flood first was not what it should be; undefined: all is well. */
  readonly wrongAt: number | undefined;
  /** Begins anew: the next mark starts the flood, which is counted alone if there is no sample of it. */
  arm(mark: string, sample: string): void;
  /** Settles with the bytes so far: once there are as many as that, or when none has come for `stallMs`. */
  reached(bytes: number, stallMs: number): Promise<number>;
}

declare global {
  interface Window {
    drydockFlood: FloodMeter;
  }
}

/** Runs in the page, before its own scripts; must not use anything from outside of itself. */
function installFloodMeter(): void {
  let expected = new Uint8Array(0);
  let mark = '';
  let tail = '';
  let bytes = 0;
  let beganAt = 0;
  let wrongAt: number | undefined;
  let flooding = false;
  let wanted: { bytes: number; settle: () => void } | undefined;

  const check = (piece: Uint8Array) => {
    if (expected.length === 0) bytes += piece.length;
    else compare(piece);
    if (wanted && bytes >= wanted.bytes) wanted.settle();
  };
  const compare = (piece: Uint8Array) => {
    for (const byte of piece) {
      if (byte !== expected[bytes % expected.length] && wrongAt === undefined) wrongAt = bytes;
      bytes++;
    }
  };
  const hear = (piece: Uint8Array) => {
    if (flooding) return check(piece);
    if (!mark) return;
    const text = tail + String.fromCharCode(...piece);
    const at = text.indexOf(mark);
    tail = text.slice(-mark.length);
    if (at < 0) return;
    flooding = true;
    beganAt = performance.now();
    check(piece.subarray(piece.length - (text.length - at - mark.length)));
  };
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener(
        'message',
        ({ data }: MessageEvent<{ type?: string; bytes?: Uint8Array }>) => {
          if (data.type === 'output' && data.bytes) hear(data.bytes);
        },
      );
    }
  };
  window.drydockFlood = {
    get bytes() {
      return bytes;
    },
    get beganAt() {
      return beganAt;
    },
    get wrongAt() {
      return wrongAt;
    },
    arm: (nextMark, sample) => {
      expected = new TextEncoder().encode(sample);
      mark = nextMark;
      tail = '';
      bytes = 0;
      wrongAt = undefined;
      flooding = false;
    },
    reached: (many, stallMs) =>
      new Promise((settle) => {
        let before = -1;
        const end = () => {
          clearInterval(timer);
          wanted = undefined;
          settle(bytes);
        };
        const timer = setInterval(() => {
          if (bytes === before) end();
          before = bytes;
        }, stallMs);
        wanted = { bytes: many, settle: end };
        if (flooding && bytes >= many) end();
      }),
  };
}

/** For a page that is to be flooded. */
export const withFloodMeter: Preparation = async (page) => {
  await page.evaluateOnNewDocument(installFloodMeter);
};

/** Makes the file that floods are made of. */
export async function prepareFlood(lab: LabPage): Promise<void> {
  const { exitCode, output } = await lab.exec(
    `seq -f '${LINE_FORMAT}' 1 ${LINES_PER_FILE} > ${FLOOD_FILE}`,
  );
  if (exitCode !== 0) throw new Error(`the flood could not be made: ${output}`);
}

/** What became of a flood. */
export interface FloodResult {
  readonly bytes: number;
  /** From its first byte in the page to what follows it on the screen. */
  readonly ms: number;
}

/**
 * Prints at least `leastBytes` at the prompt. Comparing each byte takes the page's thread as much time as drawing does: where that thread
 * is measured they are `counted`.
 * @throws Error when anything was lost, doubled or, if they are `compared`, changed on the way
 */
export async function flood(
  lab: LabPage,
  leastBytes: number,
  how: 'compared' | 'counted' = 'compared',
): Promise<FloodResult> {
  return (await typeFlood(lab, leastBytes, how))();
}

/**
 * Types the command of a {@link flood}. What is given presses Enter and waits for the end: no reader types as fast as a program, which
 * would be measured as well.
 */
export async function typeFlood(
  lab: LabPage,
  leastBytes: number,
  how: 'compared' | 'counted',
): Promise<() => Promise<FloodResult>> {
  const files = Math.ceil(leastBytes / (LINES_PER_FILE * LINE_BYTES));
  const bytes = files * LINES_PER_FILE * LINE_BYTES;
  await arm(lab, how === 'compared' ? sampleOfFile() : '');
  await typeCommand(
    lab,
    `for i in $(seq ${files}); do cat ${FLOOD_FILE}; done; echo ${END.slice(0, 4)}''${END.slice(4)}`,
  );
  return async () => {
    await lab.type('\n');
    for (let some = 0; some <= bytes; some += bytes / STRETCHES) await reach(lab, some);
    const endedAt = await lab.drawn(END);
    await lab.promptDrawn();
    const { beganAt, wrongAt } = await readMeter(lab);
    if (how === 'compared' && (wrongAt === undefined || wrongAt < bytes)) {
      throw new Error(`the output is not what was printed, from byte ${wrongAt} of ${bytes} on`);
    }
    return { bytes, ms: endedAt - beganAt };
  };
}

/**
 * Presses Ctrl-C in the middle of an endless flood.
 * @returns milliseconds from the key to the next prompt on the screen
 */
export async function interruptFlood(lab: LabPage, afterBytes: number): Promise<number> {
  await arm(lab, sampleOfFile());
  await typeCommand(lab, `while cat ${FLOOD_FILE}; do :; done`);
  await lab.type('\n');
  await reach(lab, afterBytes);
  const prompt = lab.promptDrawn();
  await lab.pressControl('c');
  const ms = (await prompt) - (await lab.lastKeyAt());
  await lab.drawn('^C');
  return ms;
}

/** What a terminal gets to see of the file. */
function sampleOfFile(): string {
  const lines = Array.from({ length: LINES_PER_FILE }, (_, index) => LINE(index + 1));
  return lines.join('').replaceAll('\n', '\r\n');
}

function arm(lab: LabPage, sample: string): Promise<void> {
  return lab.page.evaluate((...args) => window.drydockFlood.arm(...args), `${MARK}\r\n`, sample);
}

async function typeCommand(lab: LabPage, command: string): Promise<void> {
  await lab.type(`clear; echo ${MARK.slice(0, 5)}''${MARK.slice(5)}; ${command}`);
}

/** Waits until so much of the flood has come. */
async function reach(lab: LabPage, wanted: number): Promise<void> {
  const bytes = await lab.page.evaluate(
    (...args) => window.drydockFlood.reached(...args),
    wanted,
    STALL_MS,
  );
  if (bytes < wanted)
    throw new Error(`the output stopped after ${bytes} bytes and did not go on for ${STALL_MS} ms`);
}

function readMeter(lab: LabPage): Promise<{ beganAt: number; wrongAt: number | undefined }> {
  return lab.page.evaluate(() => {
    const { beganAt, wrongAt } = window.drydockFlood;
    return { beganAt, wrongAt };
  });
}
