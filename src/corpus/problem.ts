/** What an editor may meet, and can mend without knowing how it is written down. */
export type ProblemKind =
  | 'bound'
  | 'broken-word'
  | 'bullet'
  | 'carried-over'
  | 'control'
  | 'empty'
  | 'ending'
  | 'english'
  | 'field'
  | 'footer'
  | 'heading'
  | 'interview'
  | 'large'
  | 'leak'
  | 'lost-letter'
  | 'markup'
  | 'no-passage'
  | 'no-sentence'
  | 'not-named'
  | 'one-side'
  | 'orphaned'
  | 'quoted'
  | 'table'
  | 'too-long'
  | 'unfaithful'
  | 'unknown-label'
  | 'unknown-speaker'
  | 'unlabelled'
  | 'unnamed'

/** A mistake in the corpus: where, what, and what to do about it. */
export interface Problem {
  /** Path relative to where the operator is. */
  readonly file: string
  /** 1-based; null for the whole file. */
  readonly line: number | null
  readonly message: string
  readonly remedy: string
  readonly kind?: ProblemKind
  /** What it is about: a field, a name or the first words. */
  readonly detail?: string
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
export function refuse(
  file: string,
  line: number | null,
  message: string,
  remedy: string,
  kind?: ProblemKind,
  detail?: string,
): never {
  throw new CorpusError([{ file, line, message, remedy, ...(kind && { kind }), ...(detail && { detail }) }])
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
