/** Runs the whole bot against a Bot API emulator, as people would use it, and checks every message that it sends. */
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { MemorySessionStorage } from 'grammy'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { readConfig } from '../../src/config/config.ts'
import { ALLOWED_UPDATES, createBot } from '../../src/telegram/create-bot.ts'
import type { Preferences } from '../../src/telegram/preferences.ts'
import { registerCommands } from '../../src/telegram/register-commands.ts'
import type { Report } from '../../src/telegram/reports.ts'
import { type OpenEmulator, openEmulator } from '../emulator/open-emulator.ts'
import { Driver } from './driver.ts'
import { inspectCall } from './inspect-call.ts'
import { SCENARIOS, type Scenario, type Stage } from './scenarios.ts'

interface Options {
  readonly emulator?: readonly string[]
  readonly token: string
  readonly only: string
  readonly verbose: boolean
}

type Product = Awaited<ReturnType<typeof openWithProgress>>

const program = new Command('e2e')
  .description(
    'Run the bot against a Bot API emulator: the own one, with privacy mode and without, or others that have a /control interface.',
  )
  .option('--emulator <address or command...>', 'other emulators: where they are, or what starts them')
  .option('--token <token>', 'the token that the emulator knows', '123456:TEST')
  .option('--only <words>', 'only scenarios whose name has these words', '')
  .option('--verbose', 'print every text that the bot sends', false)
  .addHelpText(
    'after',
    '\nExit status: 0 when every scenario is right and no call broke a rule of the Bot API, else 1.',
  )
  .configureOutput({ outputError: (message, write) => write(message) })

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  const product = await openWithProgress(readConfig())
  const { token } = options
  const emulators = options.emulator
    ? options.emulator.map((other) => () => openEmulator(other))
    : [false, true].map((readsAll) => () => {
        // A bot that stops asks for the same updates twice, for which Telegram lets it wait.
        return openEmulator(null, { token, pauseScale: 0.01, bot: { can_read_all_group_messages: readsAll } })
      })
  let failures = 0
  for (const open of emulators) {
    const emulator = await open()
    failures += await playAll(emulator, product, options)
    await emulator.close()
  }
  if (failures > 0) throw new Error(`${failures} scenarios failed.`)
})
// What is still open, such as a model, is nothing to wait for.
process.exit()

/** @returns how many scenarios failed. */
async function playAll({ url }: OpenEmulator, product: Product, { token, only, verbose }: Options): Promise<number> {
  const emulator = new Driver(url)
  const { bot: me } = await emulator.state()
  print(`${url}: privacy mode ${me.can_read_all_group_messages ? 'off' : 'on'}`)
  let failures = 0
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(only))) {
    const problems = await play(scenario, emulator, product, token)
    const calls = await emulator.calls()
    if (verbose) for (const { method, params } of calls) print(`      ${method}: ${params.text ?? ''}`)
    print(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${scenario.name} (${calls.length} calls)`)
    for (const problem of problems) print(`      ${problem}`)
    failures += problems.length > 0 ? 1 : 0
  }
  return failures
}

/** @returns what went wrong. */
async function play(scenario: Scenario, emulator: Driver, product: Product, token: string): Promise<string[]> {
  await emulator.reset()
  const preferences = new MemorySessionStorage<Preferences>()
  const reports: Report[] = []
  const log: string[] = []
  const start = async () => {
    const bot = createBot({
      token,
      apiRoot: emulator.root,
      corpus: product.corpus,
      terms: product.terms,
      answerer: product.answerer,
      detectDanger: product.safety.detect,
      dangerCard: product.safety.card,
      preferences,
      reports: { add: async (report) => void reports.push(report) },
      log: (line) => log.push(line),
    })
    await bot.init()
    await registerCommands(bot.api, null)
    const running = bot.start({ allowed_updates: [...ALLOWED_UPDATES] })
    return async () => {
      await bot.stop()
      await running
    }
  }
  let stop = await start()
  const restart = async () => {
    await stop()
    stop = await start()
  }
  const stage: Stage = { emulator, corpus: product.corpus, reports, restart }
  const problems: string[] = []
  try {
    await scenario.run(stage)
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error))
  }
  // What a slow call still does belongs to this scenario.
  await wait(50)
  await stop()
  const calls = await emulator.calls<Parameters<typeof inspectCall>[0]>()
  problems.push(...calls.flatMap((call) => inspectCall(call, product.corpus)))
  const violations = (await emulator.violations()).filter(({ rule }) => !scenario.tolerated?.includes(rule))
  problems.push(...violations.map(({ method, rule, message }) => `violation of ${rule} by ${method}: ${message}`))
  const { internalProblems } = await emulator.state()
  problems.push(...internalProblems.map((problem) => `the emulator itself failed: ${problem}`))
  // A refusal that a scenario is about leaves one line in the log; it may hold nothing that anybody said.
  problems.push(...log.filter((line) => !/refused, \d+$/.test(line)).map((line) => `the log has: ${line}`))
  return problems
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
