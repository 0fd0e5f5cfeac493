import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import type { PreferenceStore } from '../telegram/preferences.ts'
import type { Reports } from '../telegram/reports.ts'
import type { FairUse } from '../updates/fair-use.ts'
import type { Instances } from './instances.ts'

/** Where what is kept of chats, people and updates is kept. */
export interface Keeping {
  readonly preferences: PreferenceStore
  readonly reports: Reports
  /** Counts what is asked. @param where names a count of its own. */
  fairUse(where: string): FairUse
  /** Null where one instance runs by itself. */
  readonly instances: Instances | null
  /** Connections to the database; null without one. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number } | null
  /** Never rejects. */
  close(): Promise<void>
}

export interface KeepingOptions {
  readonly config: Pick<Config, 'settingsFolder' | 'settingsUrl' | 'instanceUrl' | 'webhook' | 'limits'>
  readonly token: string
  readonly log: Logger
  /** Called for each query to the database. @param result `ok`, or what was wrong. */
  readonly onQuery: (ms: number, result: string) => void
}
