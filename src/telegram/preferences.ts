import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StorageAdapter } from 'grammy'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { LANGUAGES, type Language } from '../i18n/translations.ts'
import { NotReadError, NotSavedError } from './errors.ts'

/** What a chat chose. Absent means the default; nothing else is ever stored. */
export interface Preferences {
  language?: Language
  rest?: true
  /** Ids of documents that are not quoted here. */
  without?: string[]
  /** In a group: answers are read in the private chat, through a button. */
  answers?: 'private'
}

/** Where preferences are stored, by the id of the chat. */
export interface PreferenceStore extends StorageAdapter<Preferences> {
  /**
   * Changes and saves what a chat chose in one step, where others may change it meanwhile; default: by `read`, `write` and `delete`.
   * @returns what it chose now.
   * @throws NotSavedError
   */
  readonly change?: (chat: string, change: (before: Preferences) => Preferences) => Promise<Preferences>
}

const preferencesSchema = z.object({
  language: z.enum(LANGUAGES).optional(),
  rest: z.literal(true).optional(),
  without: z.array(z.string()).optional(),
  answers: z.literal('private').optional(),
})

/** A wrong value of these can't make anything public. */
const HARMLESS: readonly string[] = ['language', 'rest']

/** Thrown when a file of preferences is not as it was written. */
export class DamagedPreferencesError extends NotReadError {
  /** What is left of them, until the chat chooses again. */
  readonly left: Preferences

  constructor(folder: string, damaged: readonly string[], left: Preferences) {
    super(
      `a file of a chat's settings in ${folder} is damaged (${damaged.join(', ')}): the safe default holds there until the chat chooses again. Mend the file, or remove it`,
    )
    this.left = left
  }
}

/** Far more than the preferences of a chat have. */
const MAX_BYTES = 65_536

/** Whether a key is the id of a chat: anything else could name a file in another folder. */
export function isChat(key: string): boolean {
  return /^-?\d{1,20}$/.test(key)
}

/**
 * Stores preferences as files in a folder, readable only by their owner, one for each chat that chose something. The folder is
 * created for the first of them: if it is not writable, the bot still answers, and only choosing fails. Files are replaced
 * atomically, so that neither a full disk nor a crash loses an earlier choice. Reading throws NotReadError: only a file that does
 * not exist means that nothing was chosen.
 */
export function filePreferences(folder: string): PreferenceStore {
  const fileOf = (key: string) => join(folder, key.slice(-2), `${key}.json`)
  return {
    async read(key) {
      if (!isChat(key)) return undefined
      const file = fileOf(key)
      const unreadable = (reason: string | undefined, cause?: unknown) =>
        new NotReadError(
          `cannot read what a chat chose, in ${dirname(file)} (${reason}): a group is answered by a button to the private chat meanwhile. Let this user read all files there`,
          { cause },
        )
      let text: string
      try {
        const found = await stat(file)
        // Reading a pipe or a device would never end.
        if (!found.isFile() || found.size > MAX_BYTES) throw unreadable('no small regular file')
        text = await readFile(file, 'utf8')
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT') return undefined
        throw error instanceof NotReadError ? error : unreadable(code, error)
      }
      return parsePreferences(parseJson(text), dirname(file), safePreferences(key))
    },
    async write(key, value) {
      if (!isChat(key)) throw new Error('Preferences are stored by the id of a chat, which this key is not.')
      const file = fileOf(key)
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await writeFileAtomic(file, JSON.stringify(value), { mode: 0o600 })
      } catch (error) {
        throw new NotSavedError(folder, error)
      }
    },
    async delete(key) {
      if (!isChat(key)) return
      try {
        await rm(fileOf(key), { force: true })
      } catch (error) {
        throw new NotSavedError(folder, error)
      }
    },
  }
}

/** What holds in a chat whose preferences are not known: nothing public in a group, whose ids are negative. */
export function safePreferences(chat: string): Preferences {
  return chat.startsWith('-') ? { answers: 'private' } : {}
}

/**
 * @param folder where it was read.
 * @param safe what holds where it can't be told.
 * @throws DamagedPreferencesError
 */
export function parsePreferences(value: unknown, folder: string, safe: Preferences): Preferences {
  const { data, error } = preferencesSchema.safeParse(value)
  // JSON holds no undefined.
  if (data) return data as Preferences
  const damaged = [...new Set(error.issues.map(({ path: [field] }) => (field === undefined ? 'all' : String(field))))]
  const whole = Object.entries(value ?? {}).filter(([field]) => !damaged.includes(field))
  const left = damaged.includes('all') ? {} : (preferencesSchema.parse(Object.fromEntries(whole)) as Preferences)
  const isHarmless = damaged.every((field) => HARMLESS.includes(field))
  throw new DamagedPreferencesError(folder, damaged, isHarmless ? left : { ...left, ...safe })
}

/** @returns undefined, which is no preferences, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
