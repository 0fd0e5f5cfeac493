import { fstatSync } from 'node:fs'
import { glossaryOf } from '../answering/glossary.ts'
import { type Config, readConfig, sendsQuestions } from '../config/config.ts'
import { type ModelProcess, openModelProcess } from '../embedding/model-process.ts'
import { loadTranslations } from '../i18n/translations.ts'
import { type Open, serve } from '../operations/serve.ts'
import { loadModels, type Models, openProduct, type Product } from '../product.ts'
import { describeStartError } from '../telegram/errors.ts'
import { capabilitiesOf } from '../terminal/capabilities.ts'
import { chat } from '../terminal/chat.ts'
import { openWithProgress } from './run.ts'

/**
 * Starts Bronwijzer: the Telegram bot when BOT_TOKEN is set, else a chat in the terminal. Ends the process.
 * @throws Error naming what is wrong with a setting, a file or Telegram, and what to do.
 */
export async function start(): Promise<never> {
  const config = readConfig()
  if (config.botToken === null) {
    if (isNobodyThere()) throw new Error(NO_TERMINAL)
    await startTerminal(await openWithProgress(config), config)
  } else {
    try {
      let models: Promise<Models> | null = null
      let beside: ModelProcess | null = null
      const open: Open = async (listener) => {
        const onEnded = (reason: string) => listener.onNotice(`Restarting the model process: ${reason}.`)
        const openBeside = async (path: string) => {
          beside = await openModelProcess(path, { onEnded })
          return beside.model
        }
        models ??= loadModels(config, config.modelProcess ? openBeside : undefined, listener.onNotice)
        return openProduct(config, listener, null, await models)
      }
      await serve(config, config.botToken, open, () => beside?.isReady() ?? true)
    } catch (error) {
      const sentence = describeStartError(error, loadTranslations()('nl'), config.telegramApiRoot)
      if (sentence === null) throw error
      throw new Error(sentence)
    }
  }
  // Nothing that is still open, such as a watched folder, is worth waiting for.
  process.exit()
}

const NO_TERMINAL =
  'BOT_TOKEN is not set, and there is no terminal to chat in. Set BOT_TOKEN, in the environment or in .env, to start the Telegram bot.'

/** Whether standard input is /dev/null or the like, as a service manager gives it: no person, no file and no pipe. */
function isNobodyThere(): boolean {
  return !process.stdin.isTTY && fstatSync(0).isCharacterDevice()
}

async function startTerminal({ answerer, corpus, terms, safety }: Product, config: Config): Promise<void> {
  const t = loadTranslations()('nl')
  await chat(answerer, {
    t,
    terminal: capabilitiesOf(process.stdout),
    documents: corpus.documents,
    readerUrl: config.readerUrl,
    glossary: glossaryOf(terms, corpus),
    sendsQuestions: sendsQuestions(config),
    dangerCard: (danger, isSensed) => safety.card(danger, 'nl', isSensed),
  })
}
