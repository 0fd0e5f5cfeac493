import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseReports } from '../../src/telegram/reports.ts'
import type { Call } from '../emulator/call.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { type StartedBot, startedBot } from '../support/started-bot.ts'

/** Bytes of a disk, and of what it gives a file at once. */
const SIZE = 256 * 1024
const PAGE = 4096
const KEEP = { text: 'Bewaar het met mijn vraag' }
const disk = smallDisk()

/** A file system of its own, or null where only root may make one and we are not. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'full-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

describe.skipIf(disk === null)(
  `a whole bot whose settings are on a full disk${disk === null ? ' (skipped: no disk may be made here)' : ''}`,
  { timeout: 120_000 },
  () => {
    const settings = join(disk ?? '', 'settings')
    const filler = join(disk ?? '', 'filler')
    let telegram: Emulator
    let bot: StartedBot
    let lastUser = 600_000
    beforeAll(async () => {
      telegram = await startEmulator()
    })
    afterEach(async () => {
      bot.child.kill('SIGTERM')
      await bot.ended
    })
    afterAll(async () => {
      await telegram?.close()
      execFileSync('umount', [disk!])
      rmSync(disk!, { recursive: true, force: true })
    })

    const start = () => {
      bot = startedBot({
        BOT_TOKEN: '123456:TEST',
        TELEGRAM_API_ROOT: telegram.url,
        MONITOR_PORT: '0',
        SETTINGS_FOLDER: settings,
      })
    }
    const somebody = () => ({ id: ++lastUser, is_bot: false, first_name: 'Ann', language_code: 'nl' })
    type Person = ReturnType<typeof somebody>
    /** Calls about somebody, and the texts that they read. */
    const callsTo = ({ id }: Person) =>
      telegram.calls().filter(({ ok, params }) => ok && params.chat_id === id && params.text !== undefined)
    const callWith = (person: Person, label: string) =>
      callsTo(person).findLast(({ params }) => JSON.stringify(params).includes(label))!
    /** Waits for the next thing that somebody reads after an action. */
    async function reads(person: Person, act: () => unknown): Promise<string> {
      const before = callsTo(person).length
      act()
      await expect.poll(() => callsTo(person).length, { timeout: 40_000, interval: 30 }).toBeGreaterThan(before)
      await wait(150)
      return String(callsTo(person).at(-1)!.params.text)
    }
    const says = (person: Person, text: string) => reads(person, () => telegram.people.privateText(person, text))
    const presses = (person: Person, under: Call, text: string) =>
      reads(person, () => telegram.people.callback(person, under, { text }))
    /** Takes all that is left. */
    function fill(): void {
      const { bavail, bsize } = statfsSync(disk!)
      writeFileSync(filler, Buffer.alloc(bavail * bsize))
      expect(statfsSync(disk!).bavail).toBe(0)
    }
    const filesIn = (folder: string) =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
            .map((name) => join(folder, name))
            .filter((path) => statSync(path).isFile())
        : []
    /** Warnings and worse. */
    const told = () =>
      (bot.said.out + bot.said.errors)
        .split('\n')
        .filter((line) => line !== '' && !/"level":"(?:info|debug)"/.test(line))

    it('tells whoever chooses or reports something, loses nothing of before, and saves as soon as there is room', async () => {
      // One more line takes another page of the disk: a part of it is written before there is no room.
      const line = `${JSON.stringify({ version: 1, passages: ['abcdefgh'], kind: 'passage', question: 'Wat is dit?' })}\n`
      const count = Math.floor(PAGE / line.length)
      mkdirSync(settings, { recursive: true })
      writeFileSync(join(settings, 'reports.jsonl'), line.repeat(count))
      start()
      const [before, during, reporter] = [somebody(), somebody(), somebody()]
      const chosen = await says(before, '/rust')
      const answer = await says(reporter, 'Wat is PEM?')
      expect(answer).toContain('Bron')
      await presses(reporter, callWith(reporter, 'Klopt niet?'), 'Klopt niet?')
      const asking = callsTo(reporter).at(-1)!
      await presses(reporter, asking, 'Verkeerd stuk')
      const kept = () => filesIn(settings).map((path) => [path, readFileSync(path, 'utf8')])

      fill()
      const first = kept()
      expect(first).toHaveLength(2)
      const refused = await says(during, '/rust')
      expect(refused).toBe('Er ging iets mis aan mijn kant. Probeer het zo nog eens.')
      telegram.people.callback(reporter, asking, KEEP)
      const isRefused = () =>
        telegram.calls().some(({ method, params }) => method === 'answerCallbackQuery' && params.text === refused)
      await expect.poll(isRefused, { timeout: 40_000 }).toBe(true)
      expect(await says(somebody(), 'Wat is PEM?')).toBe(answer)
      expect(kept()).toEqual(first)
      // One line for each that could not be saved.
      const notSaved = expect.stringContaining(`cannot save anything in ${settings} (ENOSPC). Free up space there`)
      expect(told()).toEqual([notSaved, notSaved])

      rmSync(filler)
      expect(await presses(reporter, asking, KEEP.text)).toContain('Dank je wel')
      expect(await says(during, '/rust')).toBe(chosen)
      const { reports, damaged } = parseReports(readFileSync(join(settings, 'reports.jsonl')))
      expect(damaged).toBe(0)
      expect(reports.map(({ question }) => question)).toEqual([...Array(count).fill('Wat is dit?'), 'Wat is PEM?'])
      expect(told()).toHaveLength(2)
    })
  },
)
