import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { filePreferences } from '../telegram/preferences.ts'
import { fileReportBox, fileReports, type ReportBox } from '../telegram/reports.ts'
import { createFairUse } from '../updates/fair-use.ts'
import type { Keeping, KeepingOptions } from './keeping.ts'

/**
 * Opens what is kept in files and in memory, or with SETTINGS_URL in a database. What that needs is loaded only then.
 * @throws DatabaseError when the database refuses, or Error when its driver isn't installed.
 */
export async function openKeeping(options: KeepingOptions): Promise<Keeping> {
  const { settingsUrl } = options.config
  if (settingsUrl === null) return fileKeeping(options.config)
  return (await import('./database-keeping.ts')).openDatabaseKeeping(options, settingsUrl)
}

/** Keeps settings and reports in files, and the rest in memory. */
export function fileKeeping({ settingsFolder, limits }: Pick<Config, 'settingsFolder' | 'limits'>): Keeping {
  return {
    preferences: filePreferences(settingsFolder),
    reports: fileReports(reportsFile(settingsFolder)),
    fairUse: () => createFairUse(limits),
    instances: null,
    connections: () => null,
    close: async () => {},
  }
}

const reportsFile = (settingsFolder: string) => join(settingsFolder, 'reports.jsonl')

/** The reports of people, for the operator and editors, wherever they are kept. */
export function reportBoxOf({
  settingsUrl,
  settingsFolder,
  botToken,
}: Pick<Config, 'settingsUrl' | 'settingsFolder' | 'botToken'>): ReportBox {
  if (settingsUrl === null) return fileReportBox(reportsFile(settingsFolder))
  const open = async <Result>(work: (box: ReportBox) => Promise<Result>): Promise<Result> =>
    (await import('./reports.ts')).withReportBox(settingsUrl, botToken, work)
  return { all: () => open((box) => box.all()), remove: (report) => open((box) => box.remove(report)) }
}
