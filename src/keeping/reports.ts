import type { Queries } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { MAX_A_DAY } from '../telegram/reporting.ts'
import type { Report, ReportBox, Reports } from '../telegram/reports.ts'
import { botOf, type Codes } from './codes.ts'
import { count } from './fair-use.ts'
import { SCHEMA, STEPS } from './schema.ts'
import { NAME, type SharedDatabase } from './shared-database.ts'

const DAY = 24 * 60 * 60

/** Reports of all instances of a bot. Questions are not kept with them: no words of a message are ever in the database. */
export function databaseReports(database: SharedDatabase, bot: string, codeOf: Codes): Reports {
  return {
    keepsQuestions: false,
    mayAdd: async (user) => (await count(database, codeOf(`report ${user}`), 1, MAX_A_DAY, DAY)).count <= MAX_A_DAY,
    async add({ passages, kind }) {
      await database.query(`INSERT INTO ${SCHEMA}.reports (bot, passages, kind) VALUES ($1, $2, $3)`, [
        bot,
        passages,
        kind,
      ])
    },
  }
}

interface Row extends Omit<Report, 'question'> {
  readonly id: string
}

/**
 * Opens the reports in a database for as long as some work with them takes.
 * @param token of the bot whose reports they are; null for those of all bots.
 * @throws DatabaseError
 */
export async function withReportBox<Result>(
  url: string,
  token: string | null,
  work: (box: ReportBox) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(url, { name: NAME, max: 1 })
  try {
    await migrate(database, SCHEMA, STEPS, NAME)
    return await work(databaseReportBox(database, token === null ? null : botOf(token)))
  } finally {
    await database.close()
  }
}

/** @param bot its number; null for those of all bots. */
export function databaseReportBox(database: Queries, bot: string | null): ReportBox {
  return {
    async all() {
      const rows = await database.query<Row>(
        `SELECT id::text, passages, kind FROM ${SCHEMA}.reports WHERE bot = coalesce($1, bot) ORDER BY reports.id`,
        [bot],
      )
      return { reports: rows.map((row) => ({ ...row, question: null })), damaged: 0 }
    },
    async remove(report) {
      const { id } = report as Report & Row
      await database.query(`DELETE FROM ${SCHEMA}.reports WHERE id = $1`, [id])
    },
  }
}
