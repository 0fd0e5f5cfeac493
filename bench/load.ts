/** Asks the bot as much as it can answer, or more, through a Bot API on this machine, and measures. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { correctionOf, followUpOf } from '../src/answering/follow-up.ts'
import { createVoices } from '../src/answering/voices.ts'
import { run } from '../src/cli/run.ts'
import { wholeNumber } from '../src/cli/whole-number.ts'
import { PATHS, readConfig, readEnvironment } from '../src/config/config.ts'
import { loadCorpus } from '../src/corpus/load-corpus.ts'
import { loadVoices } from '../src/corpus/voices.ts'
import { addOffTopic } from '../src/desk/add-question.ts'
import { withoutCourtesy } from '../src/dutch/courtesy.ts'
import { plainlyTyped } from '../src/dutch/plain-typing.ts'
import { readAllLabelled } from '../src/evaluation/sets.ts'
import { documentPath, quotePath, TOPICS } from '../src/reader/address.ts'
import { createProgress } from '../src/terminal/progress.ts'
import { type Emulator, startEmulator } from '../test/emulator/emulator.ts'
import { createLedger, type Ledger } from './load/ledger.ts'
import { type MeasuredBot, startMeasuredBot } from './load/measured-bot.ts'
import { createPageReaders } from './load/page-readers.ts'
import { quantile } from './quantile.ts'

interface Options {
  readonly seconds: number
  readonly rate: number
  readonly chats: number
  readonly overload: boolean
  readonly minutes: number
  readonly offered: number
  readonly flood: number
  readonly pages?: number
  readonly reloads?: number
  readonly profile?: string
}

/** What is talked to, and what is known of it. */
interface Setting {
  readonly telegram: Emulator
  readonly bot: MeasuredBot
  readonly ledger: Ledger
  /** Asks the next question, in the next chat. */
  ask(): void
  /** How many messages the chat that floods was sent. */
  told(): number
}

/** Answered in a second when all is asked at once; milliseconds to an answer when less is. */
interface Measured {
  readonly most: number
  readonly median: number
  readonly p95: number
}

const TOKEN = '123456:TEST'
/** First numbers of chats: of those in which answers are learnt, of those that are measured, and of the one that floods. */
const LEARNING = 1_000_000
const MEASURED = 2_000_000
const FLOODING = 3_000_000
/** What the chat that floods writes. */
const FLOOD = 'Kan ik genezen van ME?'
/** Questions that wait at Telegram while the highest rate is measured. */
const BACKLOG = 400
/** How many calls and messages the emulator keeps: none are read. */
const HISTORY = 100
/** Milliseconds. */
const TICK = 5
const ANSWER_WITHIN = 60_000
const AFTER_RELOAD = 3_000
const RELOAD_WITHIN = 120_000
const MEGABYTE = 1024 * 1024
/** Pages in a second, all of them once, before they are read while answers are measured; milliseconds until the last is there. */
const MAKING = 50
const AFTER_MAKING = 3_000
/** Times that answers are measured alone and beside pages, in turn. */
const TURNS = 3

const program = new Command('load')
  .description(
    'Start the bot and a Bot API on this machine, ask the questions of the evaluation sets in many private chats, and measure: the most that it answers in a second, how long an answer takes when fewer are asked, with and without a chat that floods, processor time and memory.',
  )
  .option('--seconds <number>', 'how long either is measured', wholeNumber(1), 20)
  .option('--rate <number>', 'questions asked in a second when the time to an answer is measured', wholeNumber(1), 100)
  .option(
    '--chats <number>',
    'chats that ask in turn; each may ask as often as LIMIT_PER_USER says',
    wholeNumber(1),
    2000,
  )
  .option('--overload', 'ask more than can be answered instead, with one chat that floods, and watch the memory', false)
  .option('--minutes <number>', 'with --overload: how long', wholeNumber(1), 10)
  .option('--offered <number>', 'with --overload: questions asked in a second', wholeNumber(1), 400)
  .option('--flood <number>', 'messages in a second from one chat that floods', wholeNumber(1), 50)
  .option(
    '--reloads <number>',
    'change a copy of the corpus so many times instead, and watch the memory',
    wholeNumber(1),
  )
  .option(
    '--pages <number>',
    `read so many pages in a second instead, beside the questions, and compare: ${TURNS} times without and with`,
    wholeNumber(1),
  )
  .option('--profile <folder>', "where to write a profile of the bot's processor time, for the tools of a browser")
  .addHelpText(
    'after',
    '\nNothing but the two processes is used, and both end with the command. Exit status: 0 when every question that the bot took was answered once and in order.',
  )

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  const own = readConfig()
  const corpus = loadCorpus(own.corpusFolder)
  const names = createVoices(corpus, loadVoices(join(own.corpusFolder, 'voices.yaml'), corpus))
  /** "Kngf afraden of niet?" is on the subject of the question before. */
  const asksOnlyWho = (said: string) => {
    const { voices, subject } = names.asked(said)
    return voices.length > 0 && subject === ''
  }
  const questions = readAllLabelled(PATHS.evaluation)
    .map(({ question }) => question)
    // The answer depends on what the chat asked where a question may lean on that or correct it, or goes on after "ok" or thanks.
    .filter((question) => {
      const said = plainlyTyped(question)
      return (
        withoutCourtesy(said) === said &&
        correctionOf(said) === null &&
        followUpOf(names.without(said, new Set()), names.named(said).size > 0) === 'none' &&
        !asksOnlyWho(said)
      )
    })
  if (questions.length === 0)
    throw new Error('There are no questions: test/eval is missing. Run this in the repository.')

  const folder = mkdtempSync(join(tmpdir(), 'load-'))
  // A corpus that is changed is a copy.
  const isChanged = options.reloads !== undefined
  const corpusFolder = isChanged ? join(folder, 'corpus') : own.corpusFolder
  const indexFolder = isChanged ? join(folder, 'index') : own.indexFolder
  if (isChanged) cpSync(own.corpusFolder, corpusFolder, { recursive: true })
  if (isChanged) cpSync(own.indexFolder, indexFolder, { recursive: true })
  const listeners = new Set<(chat: number, text: string) => void>()
  const telegram = await startEmulator({
    token: TOKEN,
    history: HISTORY,
    onCall({ method, ok, params: { chat_id, text } }) {
      if (method !== 'sendMessage' || !ok) return
      for (const listener of listeners) listener(chat_id as number, text as string)
    },
  })
  const progress = createProgress('Measuring')
  let bot: MeasuredBot | null = null
  try {
    const environment = {
      ...readEnvironment(),
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.url,
      WEBHOOK_URL: '',
      // The machine is measured, not what Telegram allows.
      MESSAGES_PER_SECOND: '0',
      CORPUS_FOLDER: corpusFolder,
      INDEX_FOLDER: indexFolder,
      SETTINGS_FOLDER: join(folder, 'settings'),
      READER_URL: options.pages === undefined ? '' : 'https://bot.example.org',
    }
    const { profile } = options
    bot = await startMeasuredBot(environment, profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])
    const answers = await learnAnswers(questions, telegram, listeners)
    const ledger = createLedger(answers)
    listeners.add((chat, text) => {
      if (isMeasured(chat)) ledger.sent(chat, text, performance.now())
      else if (chat === FLOODING) told++
    })
    let turn = 0
    let told = 0
    const setting: Setting = {
      telegram,
      bot,
      ledger,
      ask() {
        const chat = MEASURED + (turn % options.chats)
        // Each chat asks another one each time.
        const question = questions[(turn + Math.floor(turn / options.chats)) % questions.length]!
        turn++
        ledger.asked(chat, question, performance.now())
        write(telegram, chat, question)
      },
      told: () => told,
    }
    const [processor] = cpus()
    print(`${processor?.model.trim()}, ${cpus().length} cores, Node ${process.version}\n`)
    if (options.reloads !== undefined) await measureReloads(setting, options.reloads, corpusFolder, progress.update)
    else if (options.overload) await measureOverload(setting, options, progress.update)
    else if (options.pages !== undefined) {
      const paths = [
        '',
        `${TOPICS}/`,
        ...corpus.documents.map(({ id }) => documentPath(id)),
        ...corpus.passages.map(quotePath),
      ]
      await measureBesidePages(setting, options, options.pages, paths)
    } else {
      await measureHighestRate(setting, options.seconds)
      await measureWaiting(setting, options, 0)
      await measureWaiting(setting, options, options.flood)
    }
    if (!options.overload) await drain(setting)
    const status = await bot.stop()
    const left = telegram.pending().filter(({ source }) => isMeasured(source)).length
    const lost = ledger.open() - left
    const violations = telegram.violations().length
    print(
      `\nAnswered ${ledger.answered()}, left at Telegram ${left}, lost ${lost}, out of order ${ledger.disordered()}, unexpected ${ledger.unexpected()}, violations ${violations}, exit status ${status}.`,
    )
    if (lost !== 0 || ledger.disordered() + ledger.unexpected() + violations > 0 || status !== 0) {
      throw new Error(['The bot did not pass.', ...bot.complaints.slice(-10)].join('\n'))
    }
  } finally {
    progress.stop()
    await bot?.stop()
    await telegram.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Writes to the bot in a user's private chat, which has the user's id. */
function write({ people }: Emulator, user: number, text: string): void {
  people.privateText({ id: user, is_bot: false, first_name: 'Ann', language_code: 'nl' }, text)
}

/** Asks each question once, in a chat of its own, which warms the bot up as well. */
async function learnAnswers(
  questions: readonly string[],
  telegram: Emulator,
  listeners: Set<(chat: number, text: string) => void>,
): Promise<Map<string, string[]>> {
  const answers = questions.map((): string[] => [])
  const listen = (chat: number, text: string) => answers[chat - LEARNING]?.push(text)
  listeners.add(listen)
  for (const [index, question] of questions.entries()) write(telegram, LEARNING + index, question)
  // An update is confirmed when all of its messages were sent.
  await waitForNone(() => telegram.pending().length)
  listeners.delete(listen)
  return new Map(questions.map((question, index) => [question, answers[index]!]))
}

async function measureHighestRate(setting: Setting, seconds: number): Promise<void> {
  const { ledger } = setting
  const spent = await spending(setting)
  const before = ledger.answered()
  const rate = await answerAll(setting, seconds)
  print('| all questions at once | |')
  print('| --- | --- |')
  print(`| answered per second | ${rate.toFixed(0)} |`)
  print(await spent(ledger.answered() - before))
  await drain(setting)
}

/** Has questions wait all the time. @returns how many are answered in a second. */
async function answerAll({ telegram, ledger, ask }: Setting, seconds: number): Promise<number> {
  const before = ledger.answered()
  const begun = performance.now()
  while (performance.now() - begun < 1000 * seconds) {
    while (telegram.pending().length < BACKLOG) ask()
    await wait(TICK)
  }
  return (ledger.answered() - before) / ((performance.now() - begun) / 1000)
}

/** @param flood messages a second from one chat, besides. */
async function measureWaiting(setting: Setting, { rate, seconds }: Options, flood: number): Promise<void> {
  const { ledger, telegram } = setting
  ledger.latencies()
  const spent = await spending(setting)
  const before = ledger.answered()
  const told = setting.told()
  await Promise.all([offer(rate, seconds, setting.ask), offer(flood, seconds, () => write(telegram, FLOODING, FLOOD))])
  await drain(setting)
  const times = ledger.latencies()
  print(`\n| ${rate} questions a second${flood > 0 ? `, while one chat writes ${flood}` : ''} | ms |`)
  print('| --- | --- |')
  for (const line of percentiles(times)) print(line)
  print(await spent(ledger.answered() - before))
  if (flood > 0)
    print(`\nThe chat that flooded wrote ${flood * seconds} messages and was sent ${setting.told() - told}.`)
}

/**
 * The most that is answered, and the time to an answer, alone and while pages are read: in turn, so that what else the machine does
 * hits both. Every page is read once before.
 * @param pages read in a second.
 */
async function measureBesidePages(
  setting: Setting,
  { rate, seconds }: Options,
  pages: number,
  paths: readonly string[],
): Promise<void> {
  const { bot, ledger } = setting
  const readers = createPageReaders(bot.address, paths)
  const figures = { alone: [] as Measured[], beside: [] as Measured[] }
  // A page is made once for each version of the corpus: what is compared is all the time after that.
  await offer(MAKING, paths.length / MAKING, readers.read)
  await wait(AFTER_MAKING)
  readers.latencies()
  print(
    `| | load average | answered per second, all at once | ${rate} a second: median ms | p95 | pages: median ms | p95 |`,
  )
  print('| --- | --- | --- | --- | --- | --- | --- |')
  for (let turn = 0; turn < 2 * TURNS; turn++) {
    const isBeside = turn % 2 === 1
    const beside = <T>(work: Promise<T>) =>
      Promise.all([work, isBeside ? offer(pages, seconds, readers.read) : null]).then(([result]) => result)
    const load = loadavg()[0]!
    const most = await beside(answerAll(setting, seconds))
    await drain(setting)
    ledger.latencies()
    await beside(offer(rate, seconds, setting.ask))
    await drain(setting)
    const times = ledger.latencies()
    const measured = { most, median: quantile(times, 0.5), p95: quantile(times, 0.95) }
    figures[isBeside ? 'beside' : 'alone'].push(measured)
    const read = readers.latencies()
    const ofPages = isBeside ? [quantile(read, 0.5).toFixed(1), quantile(read, 0.95).toFixed(1)] : ['', '']
    const row = [load, measured.most, measured.median, measured.p95].map((one) => one.toFixed(1))
    print(`| ${[isBeside ? `beside ${pages} pages a second` : 'alone', ...row, ...ofPages].join(' | ')} |`)
  }
  const middle = (all: readonly Measured[], name: keyof Measured) =>
    quantile(
      all.map((one) => one[name]),
      0.5,
    )
  const change = (name: keyof Measured) => {
    const percent = 100 * (middle(figures.beside, name) / middle(figures.alone, name) - 1)
    return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)}%`
  }
  print(
    `\nThe middle one beside pages: answered ${change('most')}, median ${change('median')}, p95 ${change('p95')}; pages that failed: ${readers.failed()}.`,
  )
  readers.close()
}

async function measureOverload(
  setting: Setting,
  { minutes, offered, flood }: Options,
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  const { bot, ledger, telegram } = setting
  const spent = await spending(setting)
  const all = ledger.answered()
  const work = Promise.all([
    offer(offered, 60 * minutes, setting.ask),
    offer(flood, 60 * minutes, () => write(telegram, FLOODING, FLOOD)),
  ])
  print('| minute | answered a second | resident MB, at most | updates in the bot, at most | left at Telegram |')
  print('| --- | --- | --- | --- | --- |')
  for (let minute = 1; minute <= minutes; minute++) {
    const before = ledger.answered()
    let memory = 0
    let queue = 0
    const end = Date.now() + 60_000
    while (Date.now() < end) {
      const figures = await bot.figures()
      memory = Math.max(memory, figures.memory)
      queue = Math.max(queue, figures.queue)
      await wait(1000)
    }
    const rate = (ledger.answered() - before) / 60
    print(
      `| ${minute} | ${rate.toFixed(0)} | ${(memory / MEGABYTE).toFixed(0)} | ${queue} | ${telegram.pending().length} |`,
    )
    onProgress(minute, minutes)
  }
  await work
  print(`\n| in all | |\n| --- | --- |\n${await spent(ledger.answered() - all)}`)
  print(`\nThe chat that flooded wrote ${flood * 60 * minutes} messages and was sent ${setting.told()}.`)
}

async function measureReloads(
  { bot }: Setting,
  times: number,
  corpusFolder: string,
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  print('| times the corpus was changed | resident MB, at most meanwhile | afterwards |')
  print('| --- | --- | --- |')
  const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(0)
  print(`| 0 | | ${megabytes((await bot.figures()).memory)} |`)
  for (let time = 1; time <= times; time++) {
    const path = join(corpusFolder, 'offtopic.yaml')
    writeFileSync(path, addOffTopic(readFileSync(path, 'utf8'), `Hoe laat vertrekt de trein van spoor ${time}?`))
    bot.reload()
    const limit = Date.now() + RELOAD_WITHIN
    let most = 0
    for (let reloads = 0; reloads < time; await wait(100)) {
      if (Date.now() > limit) throw new Error(['The corpus was not taken over in time.', ...bot.complaints].join('\n'))
      const figures = await bot.figures()
      most = Math.max(most, figures.memory)
      reloads = figures.reloads
    }
    await wait(AFTER_RELOAD)
    print(`| ${time} | ${megabytes(most)} | ${megabytes((await bot.figures()).memory)} |`)
    onProgress(time, times)
  }
}

/** Does something so many times a second, whatever becomes of it. */
async function offer(rate: number, seconds: number, work: () => void): Promise<void> {
  const begun = performance.now()
  for (let done = 0; done < rate * seconds; ) {
    for (; done < Math.min(rate * seconds, ((performance.now() - begun) / 1000) * rate); done++) work()
    await wait(TICK)
  }
}

/** Waits until everything is answered. @throws Error when nothing more is, for a while. */
async function drain({ ledger }: Setting): Promise<void> {
  await waitForNone(ledger.open)
}

/** @param left how many questions aren't answered yet. @throws Error when they don't become fewer, for a while. */
async function waitForNone(left: () => number): Promise<void> {
  for (let before = -1, at = Date.now(); left() > 0; await wait(TICK)) {
    if (left() !== before) at = Date.now()
    before = left()
    if (Date.now() - at > ANSWER_WITHIN) throw new Error(`${before} questions were not answered.`)
  }
}

/** Begins to count what is spent. @returns the function that tells, as rows of a table. */
async function spending({ bot }: Setting): Promise<(questions: number) => Promise<string>> {
  const before = await bot.figures()
  const own = process.cpuUsage()
  const begun = performance.now()
  return async (questions) => {
    const seconds = (performance.now() - begun) / 1000
    const after = await bot.figures()
    const spent = process.cpuUsage(own)
    const used = after.processor - before.processor
    return [
      `| processors used by the bot | ${(used / seconds).toFixed(2)} |`,
      `| processor ms a question | ${((1000 * used) / questions).toFixed(1)} |`,
      `| processors used by the Bot API beside it | ${((spent.user + spent.system) / 1e6 / seconds).toFixed(2)} |`,
      `| resident memory of the bot, MB | ${(after.memory / MEGABYTE).toFixed(0)} |`,
    ].join('\n')
  }
}

function isMeasured(chat: number): boolean {
  return chat >= MEASURED && chat < FLOODING
}

function percentiles(times: readonly number[]): string[] {
  const at = (share: number) => quantile(times, share).toFixed(0)
  return [`| median | ${at(0.5)} |`, `| p95 | ${at(0.95)} |`, `| longest | ${at(1)} |`]
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
