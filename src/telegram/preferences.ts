import { mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StorageAdapter } from 'grammy'
import writeFileAtomic from 'write-file-atomic'
import type { Language } from '../i18n/translations.ts'
import { NotSavedError } from './errors.ts'

/** What a chat chose. Absent means the default; nothing else is ever stored. */
export interface Preferences {
  language?: Language
  rest?: true
  /** Ids of documents that are not quoted here. */
  without?: string[]
  /** In a group: answers are read in the private chat, through a button. */
  answers?: 'private'
}

/** Ids of chats: anything else could name a file in another folder. */
const KEY = /^-?\d{1,20}$/

/**
 * Stores preferences as files in a folder, readable only by their owner, one for each chat that chose something. The folder is
 * created for the first of them: if it is not writable, the bot still answers, and only choosing fails. Files are replaced
 * atomically, so that neither a full disk nor a crash loses an earlier choice.
 */
export function filePreferences(folder: string): StorageAdapter<Preferences> {
  const fileOf = (key: string) => join(folder, key.slice(-2), `${key}.json`)
  return {
    async read(key) {
      if (!KEY.test(key)) return undefined
      const text = await readFile(fileOf(key), 'utf8').catch(() => null)
      return text === null ? undefined : parsePreferences(text)
    },
    async write(key, value) {
      if (!KEY.test(key)) throw new Error('Preferences are stored by the id of a chat, which this key is not.')
      const file = fileOf(key)
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await writeFileAtomic(file, JSON.stringify(value), { mode: 0o600 })
      } catch (error) {
        throw new NotSavedError(folder, error)
      }
    },
    async delete(key) {
      if (!KEY.test(key)) return
      try {
        await rm(fileOf(key), { force: true })
      } catch (error) {
        throw new NotSavedError(folder, error)
      }
    },
  }
}

/** A damaged file means that the chat has to choose again; it may not silence the bot there. */
function parsePreferences(text: string): Preferences {
  try {
    return JSON.parse(text) as Preferences
  } catch {
    return {}
  }
}

/**
 * Stores only actual changes, and nothing for chats that chose nothing: grammY's session plugin writes back whatever it has read,
 * after every message.
 */
export function storeOnlyChanges(storage: StorageAdapter<Preferences>): StorageAdapter<Preferences> {
  const stored = new Map<string, string>()
  return {
    async read(key) {
      const value = await storage.read(key)
      if (value === undefined) stored.delete(key)
      else stored.set(key, JSON.stringify(value))
      return value
    },
    async write(key, value) {
      const chosen = Object.fromEntries(Object.entries(value).filter(([, choice]) => choice !== undefined))
      const now = JSON.stringify(chosen)
      if (now === '{}') {
        if (stored.delete(key)) await storage.delete(key)
      } else if (now !== stored.get(key)) {
        await storage.write(key, chosen)
        stored.set(key, now)
      }
    },
    async delete(key) {
      stored.delete(key)
      await storage.delete(key)
    },
  }
}
