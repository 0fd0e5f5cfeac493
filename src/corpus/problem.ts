/** Something wrong in the corpus: where, what, and what to do about it. */
export interface Problem {
  /** Path as the operator would open it. */
  readonly file: string
  /** 1-based, or null when the whole file is meant. */
  readonly line: number | null
  readonly message: string
  readonly remedy: string
}

/** `file:line: what is wrong. What to do.` */
export function describeProblem({ file, line, message, remedy }: Problem): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`
}

/** The corpus can't be used. Callers list the problems for the operator; nothing is half loaded. */
export class CorpusError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'CorpusError'
    this.problems = problems
  }
}

/** Runs `read`; problems that it throws are added to the list, and null is returned. */
export function attempt<T>(problems: Problem[], read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error
    problems.push(...error.problems)
    return null
  }
}
