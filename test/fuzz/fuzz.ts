/** Gives the bot real, mutated and impossible updates, and looks at all that it does. */
import { Command } from 'commander'
import { openWithProgress, run } from '../../src/cli/run.ts'
import { wholeNumber } from '../../src/cli/whole-number.ts'
import { readConfig } from '../../src/config/config.ts'
import { mulberry32 } from '../../src/learning/random.ts'
import { createProgress } from '../../src/terminal/progress.ts'
import { runUpdates } from './run-updates.ts'
import { LIMIT, slowInput } from './slow-input.ts'
import { openStubProduct } from './stub-product.ts'
import { trials } from './trials.ts'

interface Options {
  readonly updates: number
  readonly seed: number
  readonly from: number
  readonly minutes: number
  readonly model: boolean
  readonly slowInput: boolean
}

/** Characters of an update that are shown. */
const SHOWN = 3000

const program = new Command('fuzz')
  .description(
    [
      'Give the bot updates of every kind of the Bot API, as Telegram brings them and mutated, while calls fail now and then.',
      'Nothing may crash, hang, pollute, leak into the log, go to another chat, or answer what is no question.',
    ].join('\n'),
  )
  .option('--updates <number>', 'updates to try', wholeNumber(0), 100_000)
  .option('--seed <number>', 'another one tries others', wholeNumber(0), 1)
  .option('--from <number>', 'number of the first update, to repeat one that failed', wholeNumber(0), 0)
  .option('--minutes <number>', 'most that it may take', wholeNumber(0), 20)
  .option('--model', 'answer with the model and the index: ten times slower than the stub in their place', false)
  .option(
    '--slow-input',
    `instead, time messages that are meant to take long: nothing but the model may take ${LIMIT} ms`,
    false,
  )
  .addHelpText('after', '\nExit status: 0 when nothing was wrong; else 1, with the updates that showed it.')

await run(async () => {
  program.parse()
  const options = program.opts<Options>()
  await (options.slowInput ? timeSlowInput() : tryUpdates(options))
})

async function timeSlowInput(): Promise<void> {
  const config = readConfig()
  const product = await openWithProgress(config)
  const progress = createProgress('slow input')
  const slowest = slowInput(product, config, progress.update)
  progress.stop()
  const sorted = [...slowest].sort((a, b) => b.ms - a.ms)
  process.stdout.write('| reader | slowest, ms | on |\n| --- | --- | --- |\n')
  for (const { reader, ms, attack } of sorted) {
    process.stdout.write(`| ${reader} | ${ms.toFixed(1)} | ${attack.replaceAll('|', '\\|')} |\n`)
  }
  const tooSlow = sorted.filter(({ ms }) => ms > LIMIT)
  if (tooSlow.length > 0) throw new Error(`\nOver ${LIMIT} ms: ${tooSlow.map(({ reader }) => reader).join(', ')}.`)
}

async function tryUpdates({ updates, seed, from, minutes, model }: Options): Promise<void> {
  const product = model ? await openWithProgress() : openStubProduct(readConfig().corpusFolder)
  const progress = createProgress('fuzz')
  const begun = Date.now()
  let dealt = 0
  const random = mulberry32(seed)
  const { problems, outcomes, calls } = await runUpdates(trials(seed, from, from + updates), {
    product,
    choose: (below) => Math.floor(random() * below),
    onDone(done) {
      dealt = done
      progress.update(done, updates)
      return Date.now() - begun < minutes * 60_000
    },
  })
  progress.stop()
  const seconds = Math.round((Date.now() - begun) / 1000)
  const figures = { seed, updates: dealt, seconds, calls, ...outcomes, problems: problems.length }
  for (const [name, figure] of Object.entries(figures)) process.stdout.write(`${name.padEnd(20)}${figure}\n`)
  // What is wrong in one way is wrong in many updates: one of them will do.
  for (const [what, { update }] of new Map(problems.toReversed().map((problem) => [problem.what, problem]))) {
    process.stdout.write(`\n${what}\n${update ? `${JSON.stringify(update).slice(0, SHOWN)}\n` : ''}`)
  }
  if (problems.length > 0) {
    throw new Error(
      `\nThe bot did not pass. The same again: npm run fuzz -- --seed ${seed} --from ${from} --updates ${updates}`,
    )
  }
  if (dealt < updates) throw new Error(`Only ${dealt} updates in ${minutes} minutes: give it more with --minutes.`)
}
