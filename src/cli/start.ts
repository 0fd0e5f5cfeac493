import { fstatSync } from 'node:fs'
import { glossaryOf } from '../answering/glossary.ts'
import { type Config, readConfig, sendsQuestions } from '../config/config.ts'
import { openDatabase } from '../database/open-database.ts'
import { type ModelProcess, openModelProcess } from '../embedding/model-process.ts'
import { type Language, loadTranslations } from '../i18n/translations.ts'
import { type Open, serve } from '../operations/serve.ts'
import { type AnsweringProduct, loadModels, type Models, openProduct, openPublished } from '../product.ts'
import { createPublisher } from '../retrieval/publisher.ts'
import { describeStartError } from '../telegram/errors.ts'
import { capabilitiesOf } from '../terminal/capabilities.ts'
import { chat } from '../terminal/chat.ts'
import type { FormatContext } from '../terminal/format-answer.ts'
import { openAnswering } from './run.ts'

/**
 * Starts Bronwijzer: the Telegram bot when BOT_TOKEN is set, else a chat in the terminal. Ends the process.
 * @throws Error naming what is wrong with a setting, a file or Telegram, and what to do.
 */
export async function start(): Promise<never> {
  const config = readConfig()
  if (config.botToken === null) {
    if (isNobodyThere()) throw new Error(NO_TERMINAL)
    await startTerminal(await openAnswering(config), config)
  } else {
    try {
      const { indexUrl } = config
      const publisher = indexUrl === null ? null : createPublisher(() => openDatabase(indexUrl, { name: 'INDEX_URL' }))
      let models: Promise<Models> | null = null
      let beside: ModelProcess | null = null
      const open: Open = async (listener) => {
        const onEnded = (reason: string) => listener.onNotice(`Restarting the model process: ${reason}.`)
        const openBeside = async (path: string) => {
          beside = await openModelProcess(path, { onEnded })
          return beside.model
        }
        models ??= loadModels(config, config.modelProcess ? openBeside : undefined, listener.onNotice)
        const loaded = await models
        if (!publisher) return openProduct(config, listener, null, loaded)
        return publisher.open(
          async (database) => (await openPublished(database, listener, loaded)).product,
          listener.onNotice,
        )
      }
      await serve(config, config.botToken, open, () => beside?.isReady() ?? true, publisher)
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

async function startTerminal({ answerer, corpus, terms, safety }: AnsweringProduct, config: Config): Promise<void> {
  const translations = loadTranslations()
  const inLanguage = (language: Language): Pick<FormatContext, 't' | 'dangerCard'> => ({
    t: translations(language),
    dangerCard: (danger, isSensed) => safety.card(danger, language, isSensed),
  })
  await chat(answerer, {
    ...inLanguage('nl'),
    inLanguage,
    terminal: capabilitiesOf(process.stdout),
    documents: corpus.documents,
    readerUrl: config.readerUrl,
    glossary: glossaryOf(terms, corpus),
    sendsQuestions: sendsQuestions(config),
  })
}
