import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { type Emulator, startEmulator } from '../emulator/emulator.ts'
import { type BotProcess, startBot } from '../soak/bot-process.ts'
import { type DatabaseProcess, startDatabase } from '../soak/database-process.ts'
import { POSTGRES } from '../support/databases.ts'
import { freePorts } from '../support/free-ports.ts'
import { openRelay, type Relay } from '../support/relay.ts'
import { runCommand } from '../support/run-command.ts'

const TOKEN = '123456:TEST'
/** Of the user of the addresses. */
const PASSWORD = 'geheim43'
const QUESTION = 'Wat is PEM?'
/** What somebody reads who has to wait. */
const LATER = 'Dat lukt nu even niet. Ik probeer het zo zelf nog eens. Je hoeft niets te doen.'
/** Milliseconds. */
const START_WITHIN = 60_000
const ANSWER_WITHIN = 40_000

/** A line about what is in the database, which is told once besides why. */
const UNREAD = 'cannot read what a chat chose'
const BROKEN = /can't be reached \(\w+\)|broke the connection|is stopping or starting/
const TABLES = ['chats', 'instances', 'updates', 'homes', 'counters']
const BACK = 'The database answers again.'

describe.skipIf(!POSTGRES)(
  `a whole bot with both its databases on a server${POSTGRES ? '' : ' (skipped: TEST_POSTGRES is not set)'}`,
  { timeout: 180_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'database-faults-'))
    let telegram: Emulator
    let server: DatabaseProcess
    let ports = { server: 0, standby: 0 }
    let relay: Relay
    let webhookPort = 0
    let bot: BotProcess | null = null
    /** How much it had complained before the present test. */
    let complained = 0
    /** Of the administrator, past the relay. */
    let admin: Database
    let inIndex: Database
    let inSettings: Database
    let lastUser = 500_000
    /** How the question is answered, and the choice, when nothing is wrong. */
    let answer: readonly string[]
    let chosen: readonly string[]

    const urlOf = (database: string, password = PASSWORD) =>
      `postgres://bot:${password}@127.0.0.1:${relay.port}/${database}`
    const settings = () => ({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
      SETTINGS_FOLDER: join(folder, 'settings'),
      MONITOR_PORT: '0',
      LOG_LEVEL: 'debug',
      WEBHOOK_URL: 'https://bot.example.org/telegram',
      WEBHOOK_PORT: String(webhookPort),
      INDEX_URL: urlOf('index'),
      SETTINGS_URL: urlOf('settings'),
    })
    /** The administrator in a database of a server. */
    const adminIn = (database: string) =>
      openDatabase(server.url.replace(/postgres$/, database), { name: 'TEST_POSTGRES', max: 1 })

    /** A server listens before it answers. */
    async function whenAnswering(url: string): Promise<Database> {
      for (;;) {
        const there = await openDatabase(url, { name: 'TEST_POSTGRES', max: 1 }).catch(() => null)
        if (there) return there
        await wait(100)
      }
    }

    beforeAll(async () => {
      chmodSync(folder, 0o755)
      const [webhook = 0, port = 0, ofStandby = 0] = await freePorts(3)
      webhookPort = webhook
      ports = { server: port, standby: ofStandby }
      telegram = await startEmulator({ webhookAt: () => `http://127.0.0.1:${webhookPort}/telegram`, pauseScale: 0.2 })
      server = await startDatabase(POSTGRES!, join(folder, 'server'), port, { asksPassword: true })
      relay = await openRelay({ to: port })
      admin = await adminIn('postgres')
      await admin.query(`CREATE ROLE bot LOGIN PASSWORD '${PASSWORD}'`)
      for (const name of ['index', 'settings']) await admin.query(`CREATE DATABASE ${name} OWNER bot`)
      inIndex = await adminIn('index')
      inSettings = await adminIn('settings')
    }, 60_000)
    afterAll(async () => {
      await bot?.stop()
      for (const database of [admin, inIndex, inSettings]) await database?.close()
      await relay?.close()
      await server?.stop()
      await telegram?.close()
      rmSync(folder, { recursive: true, force: true })
    })
    // The next test goes on with a bot that is well. Telegram stays as it is: numbers of updates never begin anew.
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await bot?.stop()
    })

    const command = (...args: string[]) => runCommand(args, '', { INDEX_URL: urlOf('index') })
    /** A bot that is expected to end by itself. */
    const start = (changed: Readonly<Record<string, string>> = {}) =>
      runCommand(['start'], '', { ...settings(), ...changed })
    function somebody() {
      return { id: ++lastUser, is_bot: false, first_name: 'Ann', language_code: 'nl' }
    }
    /** Somebody who never wrote before asks. @returns what they read, up to now. */
    function ask(question = QUESTION, user = somebody()): () => string[] {
      const before = telegram.calls().length
      telegram.people.privateText(user, question)
      return () =>
        telegram
          .calls()
          .slice(before)
          .filter(({ method, ok, params }) => method === 'sendMessage' && ok && params.chat_id === user.id)
          .map(({ params }) => String(params.text))
    }
    /** Waits until everything has been answered, and a little longer. */
    async function settled(within = ANSWER_WITHIN): Promise<void> {
      await expect.poll(() => telegram.pending().length, { timeout: within, interval: 100 }).toBe(0)
      await wait(300)
    }
    /** What the operator was told: warnings and worse, of each database. */
    function told() {
      const lines = (bot?.complaints ?? []).slice(complained).map((line) => (JSON.parse(line) as { msg: string }).msg)
      return {
        settings: lines.filter((line) => line.includes('SETTINGS_URL') && !line.startsWith(UNREAD)),
        index: lines.filter((line) => !line.includes('SETTINGS_URL')),
      }
    }
    /** Breaks the connections of the bot, so that its next ones find what was changed. */
    const breakConnections = () =>
      admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bot'`, [])
    function begin(): BotProcess {
      complained = 0
      bot = startBot(settings(), (line) => line.includes(PASSWORD))
      return bot
    }
    /**
     * Has a bot that answers.
     * @param isNew whether it is another one than the last test had: what was wrong with the index is told again only after a minute.
     */
    async function isWell(isNew: boolean): Promise<BotProcess> {
      if (isNew) await bot?.stop()
      const one = bot?.isRunning() ? bot : begin()
      complained = one.complaints.length
      const [asked, choice] = [ask(), ask('/rust')]
      await settled(START_WITHIN)
      answer = asked()
      chosen = choice()
      expect(answer[0]).toContain('PEM')
      expect(answer).not.toContain(LATER)
      expect(chosen).toHaveLength(1)
      expect(told()).toEqual({ settings: [], index: [] })
      return one
    }
    /** Looks at everything once it is over. */
    async function endsWell({ leaks }: BotProcess): Promise<void> {
      const [asked, choice] = [ask(), ask('/rust')]
      await settled()
      expect([asked(), choice()]).toEqual([answer, chosen])
      expect(telegram.violations()).toEqual([])
      expect(leaks()).toBe(0)
    }

    interface Fault {
      readonly cause: () => Promise<unknown>
      readonly mend: () => Promise<unknown>
      /** Why choices can't be saved; null when they can. */
      readonly settings: RegExp | null
      /** Why questions can't be answered; null when they can. */
      readonly index: RegExp | null
    }

    /** Of what is told, one line says why; before it, one may say that a connection broke. */
    function expectOne(lines: readonly string[], why: RegExp | null): void {
      const [broken = '', ...rest] = lines
      const told = rest.length > 0 && BROKEN.test(broken) ? rest : lines
      expect(told).toEqual(why ? [expect.stringMatching(why)] : [])
    }

    /** Asks and chooses while something is wrong, mends it, and looks who read what, and what the operator was told. */
    async function goThrough({ cause, mend, settings, index }: Fault): Promise<void> {
      const one = await isWell(index !== null)
      await cause()
      const before = one.retried.length
      const [asked, choice] = [ask(), ask('/rust')]
      const meanwhile = [index ? [LATER] : answer, settings ? [LATER] : chosen]
      await expect.poll(() => [asked(), choice()], { timeout: ANSWER_WITHIN }).toEqual(meanwhile)
      const areTold = () => [
        !settings || told().settings.some((line) => settings.test(line)),
        !index || told().index.some((line) => index.test(line)),
      ]
      await expect.poll(areTold, { timeout: ANSWER_WITHIN }).toEqual([true, true])
      // Who waits is not told again when it fails again.
      const failing = [index, settings].filter((why) => why !== null).length
      const failedAgain = () => {
        const retried = one.retried.slice(before)
        return new Set(retried.filter((update, at) => retried.indexOf(update) < at)).size
      }
      await expect.poll(failedAgain, { timeout: ANSWER_WITHIN }).toBe(failing)
      await wait(200)
      expect([asked(), choice()]).toEqual(meanwhile)
      await mend()
      await settled()
      expect(asked()).toEqual(index ? [LATER, ...answer] : answer)
      expect(choice()).toEqual(settings ? [LATER, ...chosen] : chosen)
      const lines = told()
      if (index) expect(lines.index.pop()).toBe(BACK)
      expectOne(lines.settings, settings)
      expectOne(lines.index, index)
      await endsWell(one)
    }

    it('does not start before its corpus can be published, and says what is missing', async () => {
      const [missing, early] = await Promise.all([command('index', '--publish'), start()])
      expect(missing.status).toBe(1)
      expect(missing.stderr).toMatch(
        /has pgvector, but this user may not switch it on\. Let its administrator do so: CREATE EXTENSION vector\n$/,
      )
      expect(early).toMatchObject({
        status: 1,
        stderr:
          'Nothing is published in the database of INDEX_URL. Run "bronwijzer index --publish" with this program.\n',
      })
      await inIndex.query('CREATE EXTENSION vector')
      expect(await command('index', '--publish')).toMatchObject({ status: 0 })
    })

    it('does not start with a wrong password, and says in which variable', async () => {
      const names = ['INDEX', 'SETTINGS']
      const wrong = names.map((name) => start({ [`${name}_URL`]: urlOf(name.toLowerCase(), 'verkeerd') }))
      for (const [at, { status, stdout, stderr }] of (await Promise.all(wrong)).entries()) {
        const name = names[at]
        expect(status).toBe(1)
        expect(stderr).toMatch(
          new RegExp(`^The database at [^\n]+ refuses the user or the password\\. Mend them in ${name}_URL\\.\n$`),
        )
        expect(stdout + stderr).not.toContain('verkeerd')
      }
    })

    it('waits at the start for one that is away, says so once, and answers what came meanwhile', async () => {
      await server.end('SIGINT')
      const one = begin()
      const [asked, choice] = [ask(), ask('/rust')]
      const lines = () => [told().settings.length, told().index.length]
      await expect.poll(lines, { timeout: START_WITHIN }).toEqual([1, 1])
      await wait(2000)
      expect(one.isRunning()).toBe(true)
      expect([asked(), choice()]).toEqual([[], []])
      await server.begin()
      await settled(START_WITHIN)
      expect(asked()[0]).toContain('PEM')
      expect([...asked(), ...choice()]).not.toContain(LATER)
      expect(told()).toEqual({
        settings: [expect.stringMatching(/can't be reached \(.+\)\. Start it, or mend SETTINGS_URL\. Questions are/)],
        index: [
          expect.stringMatching(
            /can't be reached \(.+\)\. Start it, or mend INDEX_URL\. Nothing is answered until then\.$/,
          ),
          BACK,
        ],
      })
    })

    it('has people wait while it is away after a crash', () =>
      goThrough({
        cause: () => server.end('SIGKILL'),
        mend: () => server.begin(),
        settings: BROKEN,
        index: BROKEN,
      }))

    it('answers everybody once who asks while it is started again', async () => {
      const one = await isWell(false)
      const asked = Array.from({ length: 5 }, () => ask())
      await server.end('SIGINT')
      asked.push(...Array.from({ length: 5 }, () => ask()))
      await server.begin()
      asked.push(...Array.from({ length: 5 }, () => ask()))
      await settled()
      for (const messages of asked) expect(messages().filter((text) => text !== LATER)).toEqual(answer)
      for (const messages of asked) expect(messages().filter((text) => text === LATER).length).toBeLessThan(2)
      await endsWell(one)
    })

    it('answers late when it is slow', async () => {
      const one = await isWell(true)
      relay.lead({ to: ports.server, delay: 2500 }, true)
      const [asked, choice] = [ask(), ask('/rust')]
      await expect.poll(choice, { timeout: ANSWER_WITHIN }).toEqual([LATER])
      await expect.poll(() => asked().at(-1), { timeout: 2 * ANSWER_WITHIN }).toEqual(answer.at(-1))
      relay.lead({ to: ports.server })
      await settled()
      expect(asked().filter((text) => text !== LATER)).toEqual(answer)
      expect(choice()).toEqual([LATER, ...chosen])
      expect(told().settings).toEqual([expect.stringMatching(/does not answer within 2000 ms\. Look at its load/)])
      await endsWell(one)
    })

    it('answers while its disk is full, and saves what was chosen as soon as there is room', () =>
      goThrough({
        cause: () =>
          inSettings.query(`
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
            ${TABLES.map((table) => `CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON bronwijzer_settings.${table} EXECUTE FUNCTION full_disk();`).join('\n')}`),
        mend: () => inSettings.query('DROP FUNCTION full_disk CASCADE'),
        settings:
          /has no space left on its disk\. Free some, or move the database and mend SETTINGS_URL\. Questions are/,
        index: null,
      }))

    it('answers while it is read-only, and saves what was chosen as soon as it is not', () =>
      goThrough({
        cause: async () => {
          await admin.query('ALTER ROLE bot SET default_transaction_read_only = on')
          await breakConnections()
        },
        mend: async () => {
          await admin.query('ALTER ROLE bot RESET default_transaction_read_only')
          await breakConnections()
        },
        settings: /is read-only, as a replica is\. Name the primary in SETTINGS_URL\. Questions are/,
        index: null,
      }))

    it('goes over to a standby that becomes the primary', async () => {
      const standby = await startDatabase(POSTGRES!, join(folder, 'standby'), ports.standby, {
        asksPassword: true,
        standbyOf: server.url,
      })
      const onStandby = await whenAnswering(standby.url)
      try {
        await goThrough({
          cause: async () => {
            await server.end('SIGKILL')
            relay.lead({ to: ports.standby })
          },
          mend: () => onStandby.query('SELECT pg_promote()'),
          settings: /is read-only, as a replica is\. Name the primary in SETTINGS_URL\. Questions are/,
          index: null,
        })
      } finally {
        await bot?.stop()
        await onStandby.close()
        await standby.stop()
        await server.begin()
        await (await whenAnswering(server.url)).close()
        relay.lead({ to: ports.server })
      }
    })

    it('has people wait while it says nothing at all', () =>
      goThrough({
        cause: async () => relay.lead({ to: ports.server, delay: Number.POSITIVE_INFINITY }, true),
        mend: async () => relay.lead({ to: ports.server }, true),
        settings: /does not answer within 2000 ms\. Look at its load and its log\. Questions are answered meanwhile/,
        index: /takes too long for a query|can't be reached \(no answer in time\)/,
      }))

    it('has people wait while it refuses the password', () =>
      goThrough({
        cause: async () => {
          await admin.query(`ALTER ROLE bot PASSWORD 'anders'`)
          await breakConnections()
        },
        mend: () => admin.query(`ALTER ROLE bot PASSWORD '${PASSWORD}'`),
        settings: /refuses the user or the password\. Mend them in SETTINGS_URL\. Questions are answered meanwhile/,
        index: /refuses the user or the password\. Mend them in INDEX_URL\.$/,
      }))

    it('has people wait while it has too many connections', () =>
      goThrough({
        cause: async () => {
          await admin.query('ALTER ROLE bot CONNECTION LIMIT 0')
          await breakConnections()
        },
        mend: () => admin.query('ALTER ROLE bot CONNECTION LIMIT -1'),
        settings:
          /has too many connections\. Raise max_connections, or start fewer instances with SETTINGS_URL\. Questions/,
        index: /has too many connections\. Raise max_connections, or start fewer instances with INDEX_URL\.$/,
      }))

    it('has people wait while pgvector is not where it was', () =>
      goThrough({
        cause: () => inIndex.query('CREATE SCHEMA elsewhere; ALTER EXTENSION vector SET SCHEMA elsewhere'),
        mend: () => inIndex.query('ALTER EXTENSION vector SET SCHEMA public; DROP SCHEMA elsewhere'),
        settings: null,
        index:
          /lacks a table, a function or an extension that was there\. Restore it, start the bot anew, or mend INDEX_URL\.$/,
      }))
  },
)
