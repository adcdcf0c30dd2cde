/**
 * Runs a command to its end and leaves with the status 0, or 1 and the error's words. Ctrl-C goes through the front door as well:
 * browsers, qemu and scratch folders go with `exit`.
 */
export function runProgram(main: () => Promise<void>): void {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.prependListener(signal, () => process.exit(status));
  }
  main().then(
    () => process.exit(),
    (error: unknown) => {
      console.error(describeError(error));
      process.exit(1);
    },
  );
}

/** What an error says. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
