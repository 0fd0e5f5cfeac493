/** Runs the whole bot against a Bot API emulator, as people would use it, and checks every message that it sends. */
import { Command } from 'commander'
import { MemorySessionStorage } from 'grammy'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { readConfig } from '../../src/config/config.ts'
import { ALLOWED_UPDATES, createBot } from '../../src/telegram/create-bot.ts'
import type { Preferences } from '../../src/telegram/preferences.ts'
import { registerCommands } from '../../src/telegram/register-commands.ts'
import type { Report } from '../../src/telegram/reports.ts'
import { Emulator, wait } from './emulator.ts'
import { inspectCall } from './inspect-call.ts'
import { SCENARIOS, type Stage } from './scenarios.ts'

const program = new Command('e2e')
  .description('Run the bot against a Bot API emulator with a /control interface.')
  .requiredOption('--api-root <address...>', 'address of the emulator; several, one with privacy mode and one without')
  .option('--token <token>', 'the token that the emulator knows', '123456:TEST')
  .option('--only <words>', 'only scenarios whose name has these words')
  .option('--verbose', 'print every text that the bot sends', false)
  .addHelpText(
    'after',
    '\nExit status: 0 when every scenario is right and no call broke a rule of the Bot API, else 1.',
  )
  .configureOutput({ outputError: (message, write) => write(message) })

await run(async () => {
  program.parse()
  const options = program.opts<{ apiRoot: string[]; token: string; only?: string; verbose: boolean }>()
  const product = await openWithProgress(readConfig())
  let failures = 0
  for (const root of options.apiRoot) {
    const emulator = new Emulator(root)
    const { bot: me } = await emulator.state()
    print(`${emulator.root}: privacy mode ${me.can_read_all_group_messages ? 'off' : 'on'}`)
    for (const scenario of SCENARIOS.filter(({ name }) => name.includes(options.only ?? ''))) {
      await emulator.reset()
      const preferences = new MemorySessionStorage<Preferences>()
      const reports: Report[] = []
      const log: string[] = []
      const start = async () => {
        const bot = createBot({
          token: options.token,
          apiRoot: emulator.root,
          corpus: product.corpus,
          answerer: product.answerer,
          dangerCard: product.safety.card,
          preferences,
          reports: { add: async (report) => void reports.push(report) },
          log: (line) => log.push(line),
        })
        await bot.init()
        await registerCommands(bot.api)
        const running = bot.start({ allowed_updates: [...ALLOWED_UPDATES] })
        return async () => {
          await bot.stop()
          await running
        }
      }
      let stop = await start()
      const stage: Stage = {
        emulator,
        corpus: product.corpus,
        reports,
        restart: async () => {
          await stop()
          stop = await start()
        },
      }
      const problems: string[] = []
      try {
        await scenario.run(stage)
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error))
      }
      // What a slow call still does belongs to this scenario.
      await wait(50)
      await stop()
      const calls = await emulator.calls()
      problems.push(...calls.flatMap((call) => inspectCall(call, product.corpus)))
      const violations = (await emulator.violations()).filter(({ rule }) => !scenario.tolerated?.includes(rule))
      problems.push(...violations.map(({ method, rule, message }) => `violation of ${rule} by ${method}: ${message}`))
      const { internalProblems } = await emulator.state()
      if (internalProblems.length > 0) problems.push(`the emulator itself failed ${internalProblems.length} times`)
      // A refusal that a scenario is about leaves one line in the log; it may hold nothing that anybody said.
      problems.push(...log.filter((line) => !/refused, \d+$/.test(line)).map((line) => `the log has: ${line}`))
      if (options.verbose) for (const { method, params } of calls) print(`      ${method}: ${params.text ?? ''}`)
      print(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${scenario.name} (${calls.length} calls)`)
      for (const problem of problems) print(`      ${problem}`)
      failures += problems.length > 0 ? 1 : 0
    }
  }
  if (failures > 0) throw new Error(`${failures} scenarios failed.`)
})
// What is still open, such as a model, is nothing to wait for.
process.exit()

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
