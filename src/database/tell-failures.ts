import type { Queries } from './database.ts'
import { DatabaseError } from './database-error.ts'

/** The same queries, which tell the operator once when they begin to fail, and once when they work again. */
export function tellFailures(queries: Queries, onNotice: (line: string) => void): Queries {
  let isFailing = false
  return {
    async query<Row>(sql: string, values?: readonly unknown[]) {
      try {
        const rows = await queries.query<Row>(sql, values)
        if (isFailing) onNotice('The database answers again.')
        isFailing = false
        return rows
      } catch (error) {
        if (!isFailing && error instanceof DatabaseError) onNotice(error.message)
        isFailing = true
        throw error
      }
    },
  }
}
