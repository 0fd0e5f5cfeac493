/** A mistake in the corpus: where, what, and what to do about it. */
export interface Problem {
  /** Path relative to where the operator is. */
  readonly file: string
  /** 1-based; null for the whole file. */
  readonly line: number | null
  readonly message: string
  readonly remedy: string
}

/** `file:line: what is wrong. What to do.` */
export function describeProblem({ file, line, message, remedy }: Problem): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`
}

/** The corpus can't be used. A caller lists the problems; nothing is half loaded. */
export class CorpusError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'CorpusError'
    this.problems = problems
  }
}

/** Throws a single problem. */
export function refuse(file: string, line: number | null, message: string, remedy: string): never {
  throw new CorpusError([{ file, line, message, remedy }])
}

/** Runs `read`. When it throws problems, adds them to the list and returns null. */
export function attempt<T>(problems: Problem[], read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error
    problems.push(...error.problems)
    return null
  }
}
