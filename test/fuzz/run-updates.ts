import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Update } from 'grammy/types'
import { createConfig } from '../../src/config/config.ts'
import { fileKeeping } from '../../src/keeping/open-keeping.ts'
import { createBotFactory } from '../../src/operations/bot-factory.ts'
import { instrumentCalls } from '../../src/operations/instrument.ts'
import { createLog } from '../../src/operations/log.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import type { Product } from '../../src/product.ts'
import { createDispatcher } from '../../src/updates/dispatcher.ts'
import { inspect, type Record } from './inspect.ts'
import type { Expected } from './shapes.ts'
import { fakeTelegram } from './telegram.ts'
import { type Choose, ME } from './world.ts'

const TOKEN = '123456789:FuzzFuzzFuzzFuzzFuzzFuzzFuzzFuzz'
/** Updates that are dealt with at the same time: those that fail wait for their next try. */
const AT_ONCE = 300
/** Milliseconds after which an update is not dealt with at all. */
const HANGS = 120_000
/** Problems after which nothing more is learnt. */
const ENOUGH = 10

/** An update to be dealt with. */
export interface Trial {
  readonly update: Update
  readonly expected: Expected | null
}

/** An update that showed a mistake. */
export interface Problem {
  readonly what: string
  readonly update: Update | null
}

export interface RunOptions {
  readonly product: Pick<Product, 'corpus' | 'terms' | 'answerer' | 'safety'>
  /** Draws what the Bot API answers. */
  readonly choose: Choose
  /** Says how many were dealt with. @returns false to begin no more. */
  readonly onDone?: (done: number) => boolean
}

/** What came of a run. */
export interface Ran {
  readonly problems: readonly Problem[]
  /** How many updates had each outcome. */
  readonly outcomes: Readonly<{ [outcome: string]: number }>
  readonly calls: number
}

/**
 * Has updates dealt with by the bot as it is served (lanes, tries, fair use, handlers, log and metrics), with a Bot API in the
 * place of the network, and looks at all that comes of them.
 */
export async function runUpdates(trials: Iterable<Trial>, { product, choose, onDone }: RunOptions): Promise<Ran> {
  const storage = new AsyncLocalStorage<Record>()
  const problems: Problem[] = []
  const outcomes: { [outcome: string]: number } = {}
  let calls = 0
  let done = 0
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const metrics = createMetrics(() => dispatcher.size())
  const log = createLog({
    level: 'debug',
    secrets: [TOKEN],
    out: { write: (line) => storage.getStore()?.log.push(line) },
  })
  const telegram = fakeTelegram(choose, (call, isFailing) => {
    calls++
    const record = storage.getStore()
    if (!record) return void problems.push({ what: `${call.method} is called for no update`, update: null })
    record.calls.push(call)
    record.isFailed ||= isFailing
  })
  const watched = instrumentCalls(metrics, () => {})
  const config = createConfig({ SETTINGS_FOLDER: join(folder, 'settings') })
  const bot = createBotFactory({
    config,
    keeping: fileKeeping(config),
    token: TOKEN,
    botInfo: ME as never,
    calls: (previous, ...call) => watched((...again) => telegram(previous, ...again), ...call),
    timeoutSeconds: 15,
    log,
    metrics,
  })(product)
  const handle = (update: Update) => bot.handleUpdate(update)
  const dispatcher = createDispatcher({ handle, log, metrics, mayShed: true })

  const escaped = (reason: unknown) =>
    void problems.push({ what: `nobody caught: ${String(reason)}`, update: storage.getStore()?.update ?? null })
  process.on('unhandledRejection', escaped).on('uncaughtException', escaped)
  const prototypes = prototypeKeys()
  /** The last inline query of each user. */
  const newest = new Map<string, number>()

  async function deal({ update, expected }: Trial): Promise<void> {
    const record: Record = { update, expected, calls: [], isFailed: false, log: [], isOvertaken: false }
    const typing = JSON.stringify(update.inline_query?.from?.id)
    if (typing !== undefined) newest.set(typing, update.update_id)
    let timer: NodeJS.Timeout | undefined
    const hanging = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve('it is never dealt with'), HANGS)
    })
    // Handlers may change what they get; what is looked at afterwards is what came.
    const given = JSON.parse(JSON.stringify(update)) as Update
    const failure = await storage.run(record, async () => {
      try {
        return await Promise.race([dispatcher.dispatch(given).then(() => null), hanging])
      } catch (error) {
        return `dealing with it throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
      }
    })
    clearTimeout(timer)
    record.isOvertaken = typing !== undefined && newest.get(typing) !== update.update_id
    const polluted = prototypeKeys() === prototypes ? [] : ['it changes the prototype of all objects']
    const found = failure === null ? inspect(record, product.corpus) : [failure]
    for (const what of [...found, ...polluted]) problems.push({ what, update })
    for (const line of record.log) {
      const { outcome } = JSON.parse(line) as { outcome?: string }
      if (outcome !== undefined) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    done++
  }

  try {
    const queue = trials[Symbol.iterator]()
    const work = async (): Promise<void> => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        await deal(next.value)
        if (onDone?.(done) === false || problems.length >= ENOUGH) return
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    // What nobody waits for ends, or fails, now.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const strangers = readdirSync(folder).filter((name) => name !== 'settings')
    if (strangers.length > 0) problems.push({ what: 'files are written outside SETTINGS_FOLDER', update: null })
    return { problems, outcomes, calls }
  } finally {
    process.off('unhandledRejection', escaped).off('uncaughtException', escaped)
    rmSync(folder, { recursive: true, force: true })
  }
}

function prototypeKeys(): string {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype]
    .map((one) => Reflect.ownKeys(one).length)
    .join()
}
