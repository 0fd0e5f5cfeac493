import { describeFailure, NotReadError } from './errors.ts'
import { DamagedPreferencesError, type PreferenceStore, type Preferences, safePreferences } from './preferences.ts'

/**
 * What chats chose: read for each update, and written only when somebody chooses. What an update has read is never written back,
 * because something else may have been chosen meanwhile.
 */
export interface Choices {
  /** What a chat chose. Never rejects: what can't be read is told to the operator, and gives the safe choice. */
  read(chat: string): Promise<Preferences>
  /**
   * Changes what a chat chose, once its earlier changes are saved, and saves that.
   * @returns what it chose now.
   * @throws NotReadError when what it chose before can't be read, and NotSavedError.
   */
  change(chat: string, change: (before: Preferences) => Preferences): Promise<Preferences>
  forget(chat: string): Promise<void>
}

/** Milliseconds after which an answer no longer waits for what its chat chose. */
const READ_WITHIN = 2_000
const SLOW = `cannot read what a chat chose within ${READ_WITHIN} ms: groups are answered by a button to the private chat meanwhile. Look at the disk that SETTINGS_FOLDER is on`

/** @param log called once for each failure to read that is unlike the earlier ones. */
export function createChoices(storage: PreferenceStore, log: (line: string) => void): Choices {
  const told = new Set<string>()
  const changing = new Map<string, Promise<Preferences>>()

  function tell(error: unknown): void {
    const line = describeFailure(error)
    if (told.has(line)) return
    told.add(line)
    log(line)
  }

  async function changeNow(chat: string, change: (before: Preferences) => Preferences): Promise<Preferences> {
    let stored: Preferences | null = null
    let before: Preferences
    try {
      stored = before = (await storage.read(chat)) ?? {}
    } catch (error) {
      if (!(error instanceof DamagedPreferencesError)) throw error
      before = error.left
    }
    const chosen = change(before)
    if (stored !== null && JSON.stringify(chosen) === JSON.stringify(stored)) return chosen
    if (Object.keys(chosen).length > 0) await storage.write(chat, chosen)
    else await storage.delete(chat)
    return chosen
  }

  return {
    async read(chat) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new NotReadError(SLOW)), READ_WITHIN)
      })
      try {
        return (await Promise.race([storage.read(chat), late])) ?? {}
      } catch (error) {
        tell(error)
        return error instanceof DamagedPreferencesError ? error.left : safePreferences(chat)
      } finally {
        clearTimeout(timer)
      }
    },
    change(chat, change) {
      const earlier = changing.get(chat) ?? Promise.resolve()
      const now = earlier.catch(() => {}).then(() => (storage.change ?? changeNow)(chat, change))
      changing.set(chat, now)
      const end = () => {
        if (changing.get(chat) === now) changing.delete(chat)
      }
      now.then(end, end)
      return now
    },
    forget: async (chat) => storage.delete(chat),
  }
}
