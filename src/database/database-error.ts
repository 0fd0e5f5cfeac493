/** What is wrong with a database. `unreachable` and `busy` may pass by themselves. */
export type DatabaseProblem = 'unreachable' | 'busy' | 'refused' | 'read-only' | 'full' | 'other'

/** Thrown when a database doesn't do what it is asked. Its message is a sentence for the operator, and holds nothing private. */
export class DatabaseError extends Error {
  readonly problem: DatabaseProblem

  constructor(message: string, problem: DatabaseProblem, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseError'
    this.problem = problem
  }
}

/** What PostgreSQL means by its codes (SQLSTATE; a class by its first two letters), and what to do. */
const MEANT: Readonly<Record<string, readonly [problem: DatabaseProblem, sentence: string]>> = {
  '28': ['refused', 'refuses the user or the password. Mend them in'],
  '3D000': ['refused', 'has no database of that name. Create it, or mend the name in'],
  '42501': ['refused', 'does not allow this. Let the user of the address own the database, or name another user in'],
  '53300': ['busy', 'has too many connections. Raise max_connections, or start fewer instances with'],
  '53100': ['full', 'has no space left on its disk. Free some, or move the database and mend'],
  '25006': ['read-only', 'is read-only, as a replica is. Name the primary in'],
  '55P03': ['busy', 'is locked by another program. Try again, or look who uses the database of'],
  '57': ['unreachable', 'is stopping or starting. If that lasts, look at its log, or mend'],
  '08': ['unreachable', 'broke the connection. If that lasts, look at its log, or mend'],
}

/**
 * Tells what went wrong. What PostgreSQL says of an error may quote what was written, so only its code is told.
 * @param name the variable with the address.
 * @param place host and port, or a folder.
 */
export function databaseError(error: unknown, name: string, place: string): DatabaseError {
  if (error instanceof DatabaseError) return error
  const { code } = error as NodeJS.ErrnoException
  const isFromServer = error instanceof Error && typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
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
