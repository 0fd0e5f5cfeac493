/** Starts Bronwijzer: the Telegram bot when BOT_TOKEN is set, else a chat in the terminal. */
import { openForCommand, run } from './commands/run-command.ts'
import { type Config, readConfig } from './config/config.ts'
import type { Product } from './open-answerer.ts'
import { ALLOWED_UPDATES, createBot } from './telegram/create-bot.ts'
import { filePreferences } from './telegram/preferences.ts'
import { registerCommands } from './telegram/register-commands.ts'
import { describeStartError } from './telegram/start-error.ts'
import { chat } from './terminal/chat.ts'
import { screenOf } from './terminal/screen.ts'
import { loadWords } from './words/words.ts'

/** How long a bot that stops may take over what it is doing. */
const STOP_WITHIN = 10_000 // ms

await run(async () => {
  const config = readConfig()
  const product = await openForCommand(config)
  if (config.botToken === null) await startTerminal(product)
  else await startBot(product, config, config.botToken)
})

async function startTerminal({ answerer, corpus, safety }: Product): Promise<void> {
  const words = loadWords()('nl')
  await chat(answerer, {
    words,
    screen: screenOf(process.stdout),
    documents: corpus.documents,
    dangerCard: (danger) => safety.card(danger, 'nl'),
  })
}

async function startBot({ answerer, corpus, safety }: Product, config: Config, token: string): Promise<void> {
  const bot = createBot({
    token,
    apiRoot: config.telegramApiRoot,
    corpus,
    answerer,
    dangerCard: safety.card,
    preferences: filePreferences(config.settingsFolder),
    log: (line) => process.stderr.write(`${line}\n`),
  })
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), STOP_WITHIN).unref()
    void bot.stop()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    await bot.init()
    await registerCommands(bot.api)
    await bot.start({
      allowed_updates: [...ALLOWED_UPDATES],
      onStart: ({ username }) => {
        process.stdout.write(`${loadWords()('nl')('operator-started', { username })}\n`)
      },
    })
  } catch (error) {
    const sentence = describeStartError(error, loadWords()('nl'), config.telegramApiRoot)
    if (sentence === null) throw error
    throw new Error(sentence)
  }
}
