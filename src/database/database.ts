/** What can be asked, in a transaction and outside one. */
export interface Queries {
  /**
   * @param sql one statement with $1, $2 … for the values; without values there may be several.
   * @returns the rows of the last one.
   * @throws DatabaseError
   */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/** A PostgreSQL database, on a server or in this process. */
export interface Database extends Queries {
  /** Where it is, for the operator: never with a password. */
  readonly place: string
  /**
   * All of it happens, or nothing.
   * @param timeout milliseconds that each query in it may take; 0 for no limit.
   */
  transaction<Result>(work: (queries: Queries) => Promise<Result>, timeout?: number): Promise<Result>
  /**
   * Calls back at every NOTIFY of a channel, and when a connection that was lost is back, as something may have been missed.
   * @returns a function that stops listening.
   */
  listen(channel: string, onNotice: () => void): Promise<() => Promise<void>>
  /** Connections that are open, those of them that nobody uses, and requests that wait for one. */
  stats(): { readonly open: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}
