/** What is wrong with a database. `unreachable` and `busy` may pass by themselves. */
export type DatabaseProblem = 'unreachable' | 'busy' | 'refused' | 'read-only' | 'full' | 'other'

/** Problems that say that no query will do, for now. */
const AWAY: readonly DatabaseProblem[] = ['unreachable', 'busy', 'refused']

/** Thrown when a database doesn't do what it is asked. Its message is a sentence for the operator, and holds nothing private. */
export class DatabaseError extends Error {
  readonly problem: DatabaseProblem

  constructor(message: string, problem: DatabaseProblem, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseError'
    this.problem = problem
  }

  /** Whether any other query would fail, too. */
  get isAway(): boolean {
    return AWAY.includes(this.problem)
  }
}

const LACKS = 'lacks a table, a function or an extension that was there. Restore it, start the bot anew, or mend'

/** What PostgreSQL means by its codes (SQLSTATE; a class by its first two letters), and what to do. */
const MEANT: Readonly<Record<string, readonly [problem: DatabaseProblem, sentence: string]>> = {
  '28': ['refused', 'refuses the user or the password. Mend them in'],
  '3D000': ['refused', 'has no database of that name. Create it, or mend the name in'],
  '42501': ['refused', 'does not allow this. Let the user of the address own the database, or name another user in'],
  '42P01': ['refused', LACKS],
  '42704': ['refused', LACKS],
  '42883': ['refused', LACKS],
  '3F000': ['refused', LACKS],
  '53300': ['busy', 'has too many connections. Raise max_connections, or start fewer instances with'],
  '53100': ['full', 'has no space left on its disk. Free some, or move the database and mend'],
  '25006': ['read-only', 'is read-only, as a replica is. Name the primary in'],
  '55P03': ['busy', 'is locked by another program. Try again, or look who uses the database of'],
  '57014': ['busy', 'takes too long for a query. Look at its load, and at what locks its tables; else mend'],
  '40': ['busy', 'is locked by another program. Try again, or look who uses the database of'],
  '53': ['busy', 'is out of memory or something else. Look at its log, or mend'],
  '58': ['unreachable', "can't read or write its files. Look at its log and its disk, or mend"],
  '57': ['unreachable', 'is stopping or starting. If that lasts, look at its log, or mend'],
  '08': ['unreachable', 'broke the connection. If that lasts, look at its log, or mend'],
}

/** What the driver says, without a code, and the code by which PostgreSQL would say it. */
const SAID: Readonly<Record<string, string>> = {
  'Query read timeout': '57014',
  'Connection terminated unexpectedly': '08',
  'Connection terminated': '08',
}

/**
 * Tells what went wrong. What PostgreSQL says of an error may quote what was written, so only its code is told.
 * @param name the variable with the address.
 * @param place host and port, or a folder.
 */
export function databaseError(error: unknown, name: string, place: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const { message = '', code = SAID[message] } = error as NodeJS.ErrnoException
  // EPIPE looks like a code of PostgreSQL's, but none of those begins with E.
  const isFromServer = error instanceof Error && typeof code === 'string' && /^(?:08|(?!E)[0-9A-Z]{5})$/.test(code)
  const told = isFromServer ? (MEANT[code] ?? MEANT[code.slice(0, 2)]) : null
  if (told) return new DatabaseError(`The database at ${place} ${told[1]} ${name}.`, told[0], { cause: error })
  if (isFromServer)
    return new DatabaseError(`The database at ${place} (${name}) failed with ${code}.`, 'other', { cause: error })
  const reason = code ?? 'no answer in time'
  return new DatabaseError(
    `The database at ${place} can't be reached (${reason}). Start it, or mend ${name}.`,
    'unreachable',
    { cause: error },
  )
}
