/** Asks the bot questions through a Bot API that fails, kills it now and then, and counts what is lost. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { run } from '../../src/cli/run.ts'
import { wholeNumber } from '../../src/cli/whole-number.ts'
import { PROJECT_FOLDER, readConfig } from '../../src/config/config.ts'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { MAX_OPEN } from '../../src/updates/dispatcher.ts'
import type { Fault } from '../emulator/faults.ts'
import { openEmulator } from '../emulator/open-emulator.ts'
import { RemoteControl } from '../emulator/remote-control.ts'
import { freePorts } from '../support/free-ports.ts'
import { nodeFlags } from '../support/node-flags.ts'
import { type BotProcess, startBot } from './bot-process.ts'
import { type DatabaseProcess, startDatabase } from './database-process.ts'
import { type Asked, countAgain, judge, type SentCall } from './judge.ts'

interface Options {
  readonly updates: number
  readonly faults: number
  readonly kill: number
  readonly instances: number
  readonly postgres?: string
  readonly index: 'files' | 'database'
  readonly killDatabase: number
  readonly away: number
  readonly restarts: number
  readonly emulator?: string
  readonly token: string
  readonly minutes: number
  readonly rate: number
  readonly seed: number
}

/** Questions in one chat: fewer than there are different answers. */
const QUESTIONS_PER_CHAT = 20
/** Of ten chats: how many are a group, and how many a topic of a forum. The others are private. */
const GROUPS = 2
const TOPICS = 2
/** Chats in which every question is asked, to learn which answers depend on others. */
const MIXED_ROUNDS = 3
/** Letters from which a question is not in a log by chance. */
const TELLING = 12
/** Share of the bot's answers to a webhook that are lost on their way, so that Telegram delivers the update again. */
const LOST_RECEIPTS = 0.05
/** Seconds that a killed database is away. */
const AWAY = 5
/** Milliseconds that what was asked may take to be answered, when nothing more is asked. */
const SETTLES_WITHIN = 5 * 60_000
/** Milliseconds without a message after which all has been said. */
const QUIET = 5_000

const program = new Command('soak')
  .description(
    'Ask the bot questions through an emulator of the Bot API whose calls fail, kill the bot and start it again, and count.',
  )
  .option('--emulator <address or command>', 'another emulator: where it is on this machine, or what starts it')
  .option('--token <token>', 'token that the emulator expects', '123456:TEST')
  .option('--updates <number>', 'questions to ask', wholeNumber(0), 2000)
  .option('--faults <fraction>', 'share of calls that fail, 0 to 0.5', fraction, 0.2)
  .option('--kill <number>', 'times that the bot is killed', wholeNumber(0), 5)
  .option('--instances <number>', 'bots behind a webhook that share a database; 1: one that polls', wholeNumber(1), 1)
  .option('--postgres <folder>', 'the programs of PostgreSQL (initdb, postgres, pg_dump), for several instances')
  .addOption(
    new Option('--index <where>', 'where several instances read the corpus')
      .choices(['files', 'database'])
      .default('files'),
  )
  .option('--kill-database <number>', 'times that the database is killed', wholeNumber(0), 0)
  .option('--away <seconds>', 'how long a killed database is away', wholeNumber(1), AWAY)
  .option('--restarts <number>', 'times that a bot is stopped and started again, as for an update', wholeNumber(0), 0)
  .option('--rate <number>', 'questions asked in a second', wholeNumber(0), 40)
  .option('--minutes <number>', 'most that asking may take', wholeNumber(0), 20)
  .option('--seed <number>', 'another one asks other questions in another order', wholeNumber(0), 1)
  .addHelpText(
    'after',
    '\nExit status: 0 when nothing was lost, misplaced, out of order or against the rules of the API; else 1.',
  )

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  const { token, seed, instances, postgres } = options
  if (instances > 1 && postgres === undefined) throw new Error('Several instances need --postgres.')
  const folder = mkdtempSync(join(tmpdir(), 'soak-'))
  chmodSync(folder, 0o755)
  const ports = await freePorts(instances + 1)
  let delivered = 0
  // The simplest of load balancers: each in turn, whether it lives or not.
  const webhookAt = () => `http://127.0.0.1:${ports[1 + (delivered++ % instances)]}/telegram`
  const opened = await openEmulator(options.emulator ?? null, { token, seed, webhookAt, lostReceipts: LOST_RECEIPTS })
  const emulator = new RemoteControl(opened.url)
  const database = instances > 1 && postgres ? await startDatabase(postgres, join(folder, 'postgres'), ports[0]!) : null
  const isPublished = options.index === 'database'
  if (isPublished && !database) throw new Error('A corpus in the database needs several instances.')
  if (database && isPublished) publishIn(database)
  const environment = {
    BOT_TOKEN: token,
    TELEGRAM_API_ROOT: opened.url,
    INDEX_FOLDER: readConfig().indexFolder,
    SETTINGS_FOLDER: join(folder, 'settings'),
    MONITOR_PORT: '0',
    LIMIT_PER_USER: '0',
    LIMIT_PER_CHAT: '0',
    LOG_LEVEL: 'debug',
    ...(database && {
      SETTINGS_URL: database.url,
      ...(isPublished && { INDEX_URL: database.url }),
      WEBHOOK_URL: 'https://bot.example.org/telegram',
      MESSAGES_PER_SECOND: '0',
    }),
  }
  // Off-topic questions may be as short as "?".
  const words = exampleQuestions().map(({ question }) => question)
  const secrets = [options.token, ...words.filter(({ length }) => length >= TELLING)]
  // Numbers of users and chats all begin alike: see person and makeChats.
  const isPrivate = (line: string) =>
    /\b(5[05]|60)\d{4}\b|-1001000\d+/.test(line) || secrets.some((secret) => line.includes(secret))
  const bots = ports
    .slice(1)
    .map((port) => startBot(database ? { ...environment, WEBHOOK_PORT: String(port) } : environment, isPrivate))
  try {
    await soak(options, emulator, bots, database, isPrivate)
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await database?.stop()
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Writes the corpus into a database, as its operator does. */
function publishIn({ url }: DatabaseProcess): void {
  const program = [...nodeFlags(), join(PROJECT_FOLDER, 'dist', 'main.js'), 'index', '--publish']
  const env = { ...process.env, INDEX_URL: url }
  execFileSync(process.execPath, program, { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Moments spread evenly over a number of questions. */
function spread(times: number, questions: number): Set<number> {
  return new Set(Array.from({ length: times }, (_, n) => Math.round(((n + 1) * questions) / (times + 1))))
}

async function soak(
  options: Options,
  emulator: RemoteControl,
  bots: readonly BotProcess[],
  database: DatabaseProcess | null,
  isPrivate: (line: string) => boolean,
): Promise<void> {
  const random = mulberry32(options.seed)
  const limit = Date.now() + options.minutes * 60_000
  const answers = await learnAnswers(emulator, random, limit)
  const [...questions] = answers
  const chats = await makeChats(emulator, Math.ceil(options.updates / QUESTIONS_PER_CHAT))
  const plan = chats.flatMap((chat) =>
    shuffled(questions, random)
      .slice(0, QUESTIONS_PER_CHAT)
      .map(([question, answer]) => ({ chat, question, answer })),
  )
  const turns = shuffled(plan, random).slice(0, options.updates)
  const kills = spread(options.kill, turns.length)
  const databaseKills = spread(options.killDatabase, turns.length)
  const restarts = spread(options.restarts, turns.length)
  /** The next bot to be killed or restarted. */
  let unlucky = 0
  const next = () => bots[unlucky++ % bots.length]!
  const restarting: Promise<void>[] = []

  await emulator.setFaults(faultsOf(options.faults))
  const before = lastOf(await callsAfter(emulator, 0))
  const started = Date.now()
  const asked: Asked[] = []
  let openAtKills = 0
  const databaseBack: string[] = []
  for (const [index, { chat, question, answer }] of turns.entries()) {
    if (Date.now() > limit) break
    // On a slow machine, all would be asked before anything is killed.
    while (database && Date.now() < limit && (await pending(emulator)) > MAX_OPEN) await wait(200)
    const numbers = await chat.ask(question)
    asked.push({ chat: chat.id, topic: chat.topic, isReplied: chat.isReplied, ...numbers, answer })
    if (kills.has(index)) {
      openAtKills += Math.min(MAX_OPEN, await pending(emulator))
      await next().crash()
    }
    if (restarts.has(index)) restarting.push(next().restart())
    if (databaseKills.has(index) && database)
      restarting.push(database.crash(1000 * options.away).then(() => void databaseBack.push(timeOf(Date.now()))))
    await wait(Math.max(0, started + ((index + 1) * 1000) / options.rate - Date.now()))
  }
  await Promise.all(restarting)
  await settled(emulator, Date.now() + SETTLES_WITHIN)
  const calls = await callsAfter(emulator, before)
  await emulator.setFaults([])
  const seconds = (Date.now() - started) / 1000
  const statuses = await Promise.all(bots.map((bot) => bot.stop()))
  const leaks = bots.reduce((sum, bot) => sum + bot.leaks(), 0)

  const { lost, repeated, misplaced, disordered } = judge(asked, calls, new Set(answers.values()))
  const again = repeated.map((one) => ({ ...countAgain(one), handledBy: handledBy(bots, one.question.update) }))
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const unexplained = again.filter(({ again, unheard }) => again > unheard)
  // Who handled it first was killed before its log could say so.
  const killed = unexplained.filter(({ handledBy }) => handledBy.length < 2)
  const twice = unexplained.filter(({ handledBy }) => handledBy.length > 1)
  const violations = (await emulator.violations()).length
  const failed = calls.filter(({ fault }) => fault !== undefined)
  // The fractions of a second in it look like anybody's number.
  const dumped = database?.dump().replaceAll(/\d\d:\d\d:\d\d\.\d+/g, '') ?? ''
  const privateLines = dumped.split('\n').filter(isPrivate).length
  const doneOf = (moments: ReadonlySet<number>) => [...moments].filter((index) => index < asked.length).length
  const figures = {
    questions: asked.length,
    chats: chats.length,
    seconds: Math.round(seconds),
    calls: calls.length,
    'calls that failed or were slow': failed.length,
    kills: doneOf(kills),
    ...(database && {
      instances: bots.length,
      restarts: doneOf(restarts),
      'kills of the database': doneOf(databaseKills),
    }),
    lost: lost.length,
    'answers that came again': sum(again.map(({ again }) => again)),
    "  as Telegram's receipt was lost": sum(again.map(({ unheard }) => unheard)),
    '  handled at a kill': killed.length,
    '    at most, as not confirmed then': openAtKills,
    '  handled twice': twice.length,
    'wrong chat or topic': misplaced,
    'chats out of order': disordered,
    violations,
    'lines of the log with private words': leaks,
    ...(database && { 'lines of a dump with private words': privateLines }),
    ...(database && { 'lines of the log, warnings or worse': sum(bots.map(({ complaints }) => complaints.length)) }),
    'exit status after SIGTERM': statuses.join(' '),
  }
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name.padEnd(42)}${figure}\n`)
  for (const { chat, message } of lost.slice(0, 10)) process.stdout.write(`lost: message ${message} in chat ${chat}\n`)
  for (const { handledBy } of twice) process.stdout.write(`handled twice: ${handledBy.join(', ')}\n`)
  if (twice.length > 0) process.stdout.write(`the database was back at ${databaseBack.join(', ')}\n`)
  const beyond = database ? twice.length + Math.max(0, killed.length - openAtKills) : 0
  const wrong = lost.length + misplaced + disordered + violations + leaks + privateLines + beyond
  if (wrong > 0 || statuses.some((status) => status !== 0)) {
    process.stdout.write(
      bots
        .flatMap(({ complaints }) => complaints.slice(-20))
        .map((line) => `${line}\n`)
        .join(''),
    )
    throw new Error('The bot did not pass.')
  }
}

/** Which bots handled an update according to their logs, and when. */
function handledBy(bots: readonly BotProcess[], update: number): string[] {
  return bots
    .flatMap(({ handled }, bot) => handled.filter((one) => one.update === update).map(({ at }) => ({ bot, at })))
    .sort((a, b) => a.at - b.at)
    .map(({ bot, at }) => `by instance ${bot + 1} at ${timeOf(at)}`)
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23)
}

/**
 * Asks one question about each passage, in a chat of its own and then among the others, and keeps those with an answer that no
 * other one has and that doesn't depend on what was asked before.
 */
async function learnAnswers(
  emulator: RemoteControl,
  random: () => number,
  limit: number,
): Promise<Map<string, string>> {
  const ofPassages = exampleQuestions().filter(({ passageId }) => passageId !== null)
  const [...questions] = new Map(
    ofPassages.toReversed().map(({ passageId, question }) => [passageId, question]),
  ).values()
  const alone = questions.map((question, index) => ({ question, id: 500_000 + index }))
  const before = lastOf(await callsAfter(emulator, 0))
  for (const { id, question } of alone) await emulator.act('privateText', person(id), question)
  const rounds = Array.from({ length: MIXED_ROUNDS }, (_, index) => 550_000 + index)
  for (const id of rounds) {
    for (const question of shuffled(questions, random)) await emulator.act('privateText', person(id), question)
  }
  await settled(emulator, limit)
  const sent = (await callsAfter(emulator, before)).filter(({ method, ok }) => method === 'sendMessage' && ok)
  const textsIn = (id: number) => sent.filter(({ params }) => params.chat_id === id).map(({ params }) => params.text)
  const begins = alone.map(({ id }) => textsIn(id)[0])
  const mixed = rounds.map((id) => new Set(textsIn(id)))
  const answers = new Map<string, string>()
  for (const [index, text] of begins.entries()) {
    const isOwn = begins.indexOf(text) === begins.lastIndexOf(text)
    if (text !== undefined && isOwn && mixed.every((texts) => texts.has(text))) answers.set(questions[index]!, text)
  }
  if (answers.size < QUESTIONS_PER_CHAT) throw new Error(`Only ${answers.size} questions have an answer of their own.`)
  return answers
}

function exampleQuestions() {
  const { corpusFolder } = readConfig()
  return loadExampleQuestions(corpusFolder, loadCorpus(corpusFolder))
}

interface Chat extends Pick<Asked, 'topic' | 'isReplied'> {
  readonly id: number
  ask(question: string): Promise<Pick<Asked, 'message' | 'update'>>
}

async function makeChats(emulator: RemoteControl, count: number): Promise<Chat[]> {
  const chats: Chat[] = []
  for (let index = 0; index < count; index++) {
    const user = person(600_000 + index)
    const send = async (action: string, ...parameters: unknown[]) => {
      const { update } = await emulator.act(action, ...parameters)
      return { message: update.message!.message_id, update: update.update_id }
    }
    if (index % 10 < GROUPS + TOPICS) {
      const isForum = index % 10 >= GROUPS
      const group = {
        id: -1_001_000_100_000 - index,
        type: 'supergroup',
        title: 'Groep',
        ...(isForum && { is_forum: true }),
      }
      await emulator.world('addChat', group, { botStatus: 'member', members: [user] })
      const topic = isForum
        ? (await emulator.world<{ message_thread_id: number }>('addTopic', group.id, { name: 'Vragen' }))
            .message_thread_id
        : null
      const ask = (question: string) =>
        send('groupText', group, user, question, { mention: true, ...(topic && { topic }) })
      chats.push({ id: group.id, topic, isReplied: true, ask })
    } else {
      chats.push({ id: user.id, topic: null, isReplied: false, ask: (question) => send('privateText', user, question) })
    }
  }
  return chats
}

function person(id: number) {
  return { id, is_bot: false, first_name: 'Ann', language_code: 'nl' }
}

function callsAfter(emulator: RemoteControl, id: number): Promise<readonly SentCall[]> {
  return emulator.calls(id)
}

/** How many updates are not confirmed. */
async function pending(emulator: RemoteControl): Promise<number> {
  return (await emulator.state()).pending.length
}

/** Waits until every update is confirmed and nothing more is sent. */
async function settled(emulator: RemoteControl, limit: number): Promise<void> {
  let last = 0
  let since = Date.now()
  while (Date.now() < limit) {
    await wait(500)
    const now = lastOf((await callsAfter(emulator, last)).filter(({ method }) => method === 'sendMessage')) || last
    if (now !== last || (await pending(emulator)) > 0) since = Date.now()
    last = now
    if (Date.now() - since > QUIET) return
  }
  throw new Error('The bot did not come to rest in time.')
}

/** What goes wrong: lost before and after it took effect, refused for a while, broken, slow. */
function faultsOf(share: number): Fault[] {
  const faults: (Fault & { readonly fraction: number })[] = [
    { kind: 'drop', fraction: 0.2, when: 'before' },
    { kind: 'drop', fraction: 0.15, when: 'after' },
    { kind: '500', fraction: 0.15, when: 'before' },
    { kind: '500', fraction: 0.1, when: 'after' },
    { kind: '502', fraction: 0.15, when: 'before' },
    { kind: '429', fraction: 0.15, when: 'before', retryAfter: 1 },
    { kind: 'slow', fraction: 0.1, ms: 700 },
  ]
  // Each rule is drawn by itself, after those before it let the call pass.
  let left = 1
  return faults.map((fault) => {
    const conditional = (share * fault.fraction) / left
    left -= share * fault.fraction
    return { ...fault, fraction: conditional }
  })
}

function lastOf(calls: readonly { readonly id: number }[]): number {
  return calls.at(-1)?.id ?? 0
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const result = [...all]
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[result[at], result[other]] = [result[other]!, result[at]!]
  }
  return result
}

function fraction(value: string): number {
  const number = Number(value)
  if (number >= 0 && number <= 0.5) return number
  throw new InvalidArgumentError('expected 0 to 0.5.')
}
