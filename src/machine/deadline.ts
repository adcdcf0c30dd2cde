/** A wait took longer than its deadline. */
export class DeadlineError extends Error {
  constructor(readonly deadlineMs: number) {
    super(`nothing came within ${deadlineMs} ms`);
    this.name = 'DeadlineError';
  }
}

/** The outcome of `promise`, or a rejection with DeadlineError when it takes longer than `deadlineMs`. */
export async function withDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(deadlineMs)), deadlineMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
