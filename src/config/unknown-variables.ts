import { distance } from 'fastest-levenshtein'
import { type SettingName, schema } from './schema.ts'

const NAMES = Object.keys(schema.shape) as SettingName[]
/** Beginnings of our names that hardly any other program uses. */
const PREFIXES = [
  'BOT_',
  'WEBHOOK_',
  'EMBEDDING_',
  'RERANKER_',
  'CORPUS_',
  'INDEX_FOLDER',
  'MONITOR_',
  'LIMIT_PER_',
  'TELEGRAM_API_',
  'DESK_',
  'DRAFT_',
  'SETTINGS_',
]
/** Most letters that differ between a misspelt name and the right one. */
const MAX_TYPOS = 2

/** A variable that is not a setting but looks like one. */
export interface Unknown {
  readonly name: string
  /** The setting that may have been meant. */
  readonly meant: SettingName | null
}

/** Variables that are not settings but look like one: misspelt names, and names that begin like ours. */
export function unknownVariables(names: readonly string[]): Unknown[] {
  return names
    .filter((name) => !NAMES.includes(name as SettingName))
    .map((name) => ({ name, meant: NAMES.find((known) => distance(bare(name), bare(known)) <= MAX_TYPOS) ?? null }))
    .filter(({ name, meant }) => meant !== null || PREFIXES.some((prefix) => name.startsWith(prefix)))
}

function bare(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z]/g, '')
}
