import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StorageAdapter } from 'grammy'
import type { Language } from '../i18n/translations.ts'
import { saving } from './saving.ts'

/** What a chat chose. Absent means the default; nothing else is ever kept. */
export interface Preferences {
  language?: Language
  rest?: true
  /** Ids of documents that are not quoted here. */
  without?: string[]
  /** In a group: answers are read in the private chat, behind a button. */
  answers?: 'private'
}

/** Numbers of chats: anything else could name a file in another folder. */
const KEY = /^-?\d{1,20}$/

/**
 * Preferences as files in a folder, one for each chat that chose something, which only their owner can read. The folder is
 * made for the first of them: where nothing can be written, the bot answers all the same, and only a choice fails. A file is
 * replaced in one step, so that neither a full disk nor a crash loses what was chosen before.
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
      if (!KEY.test(key)) throw new Error('Preferences are kept for the number of a chat, and this is none.')
      await saving(folder, async () => {
        const file = fileOf(key)
        const draft = `${file}.${randomUUID()}`
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        try {
          await writeFile(draft, JSON.stringify(value), { mode: 0o600 })
          await rename(draft, file)
        } catch (error) {
          await rm(draft, { force: true })
          throw error
        }
      })
    },
    async delete(key) {
      if (KEY.test(key)) await saving(folder, () => rm(fileOf(key), { force: true }))
    },
  }
}

/** A file that was cut off by a crash means that the chat chooses again; it may not silence the bot in that chat. */
function parsePreferences(text: string): Preferences {
  try {
    return JSON.parse(text) as Preferences
  } catch {
    return {}
  }
}

/**
 * Keeps a storage free of chats that chose nothing: grammY's session plugin writes back whatever it has read, after every
 * message.
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
