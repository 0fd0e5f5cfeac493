import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { filePreferences } from '../telegram/preferences.ts'
import { fileReports } from '../telegram/reports.ts'
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
    reports: fileReports(join(settingsFolder, 'reports.jsonl')),
    fairUse: () => createFairUse(limits),
    instances: null,
    connections: () => null,
    close: async () => {},
  }
}
