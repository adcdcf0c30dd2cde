import { type Finding, IN_ONE_GO, type Proof } from './proof.ts';

const SHOWN_SCREEN_LINES = 25;
const SHOWN_LINES = 40;

/** The heading of the lines of {@link proofLine}. */
export function headLine(width: number): string {
  const cells = ['tasks', 'wrong', 'setup', 'solution', 'dearest check', 'whole'];
  return `    ${'step'.padEnd(width)}${cells.map((cell) => cell.padStart(15)).join('')}`.trimEnd();
}

/** A proof in one line: what was proved, and how long it took. */
export function proofLine(proof: Proof, width: number): string {
  const dearest = Math.max(...proof.costs.map(({ instructions }) => instructions));
  const cells = [
    String(proof.tasks),
    proof.step === IN_ONE_GO ? '' : String(proof.attempts),
    proof.step === IN_ONE_GO ? '' : duration(proof.setupMs),
    duration(proof.solutionMs),
    proof.costs.length === 0 ? '' : millions(dearest),
    duration(proof.totalMs),
  ];
  const mark = proof.findings.length === 0 ? '✓' : '✗';
  const line = `  ${mark} ${proof.step.padEnd(width)}${cells.map((cell) => cell.padStart(15)).join('')}`;
  return line.trimEnd();
}

/** Everything that a proof has to say against its step, for a terminal; empty when there is nothing. */
export function proofText({ findings, remarks }: Proof): string {
  const found = findings.map(findingText);
  const thoughts = remarks.map((remark) => `      note: ${remark}`);
  return [...found, ...thoughts].join('\n');
}

/** A finding with what was typed, what the screen showed and what the check said. */
export function findingText({ file, what, typed, screen, said }: Finding): string {
  return [
    `      ${file}: ${what}`,
    ...section('typed', typed ?? [], SHOWN_LINES),
    ...section('the screen', (screen ?? '').trimEnd().split('\n'), SHOWN_SCREEN_LINES),
    ...section('the check', said ?? [], SHOWN_LINES),
  ].join('\n');
}

function section(name: string, lines: readonly string[], limit: number): string[] {
  const shown = lines.slice(-limit);
  if (shown.every((line) => line === '')) return [];
  return [`        ${name}:`, ...shown.map((line) => `          ${line}`)];
}

/** A number of instructions, for people. */
export function millions(instructions: number): string {
  return `${(instructions / 1e6).toFixed(1)} million`;
}

function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
