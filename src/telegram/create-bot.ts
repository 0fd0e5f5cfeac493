import { autoRetry } from '@grammyjs/auto-retry'
import { I18n } from '@grammyjs/i18n'
import {
  Bot,
  type BotError,
  type Context,
  HttpError,
  type MiddlewareFn,
  type StorageAdapter,
  session,
  type Transformer,
} from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { LANGUAGES, readFluent } from '../i18n/translations.ts'
import { buttons, unknownButtons } from './buttons.ts'
import { chatSettings } from './chat-settings.ts'
import { type BotContext, type Dependencies, languageOf, sessionKey } from './context.ts'
import { describeFailure } from './describe-failure.ts'
import { groupChat } from './group-chat.ts'
import { guestMode } from './guest-mode.ts'
import { inlineMode, trackNewestQueries } from './inline-mode.ts'
import { membership } from './membership.ts'
import { createMemory, type Memory } from './memory.ts'
import { type Preferences, storeOnlyChanges } from './preferences.ts'
import { privateChat, privateQuestions } from './private-chat.ts'
import { quoteCheck } from './quote-check.ts'
import { reporting } from './reporting.ts'
import type { Reports } from './reports.ts'
import { isUndeliverable } from './undeliverable.ts'

export interface BotOptions extends Omit<Dependencies, 'memory' | 'reports'> {
  readonly token: string
  /** Address of the Bot API; default https://api.telegram.org. */
  readonly apiRoot?: string | undefined
  /** Where choices of language and rest mode are kept, such as filePreferences('data'). */
  readonly preferences: StorageAdapter<Preferences>
  /** Gets one line for each update that failed. It never holds a text, a name, a chat or the token. */
  readonly log: (line: string) => void
  /** Default: a new one, empty. */
  readonly memory?: Memory
  /** Where reports of wrong quotes go, such as fileReports('settings/reports.jsonl'). Default: nobody can report. */
  readonly reports?: Reports | null
  /** What getMe would answer, when it is known already: then the bot starts without asking. */
  readonly botInfo?: UserFromGetMe
  /** Seconds after which one attempt at a call fails; default: what grammY has, 500. */
  readonly timeoutSeconds?: number
  /** See every attempt at a call, retries included. */
  readonly attempts?: readonly Transformer[]
  /** Sees an update before every handler, and what they throw, with preferences and words ready. */
  readonly guard?: MiddlewareFn<BotContext>
}

/** The kinds of update that the bot has a use for; it asks Telegram for no others. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'inline_query',
  'guest_message',
] as const

/**
 * How often and how long a call waits because Telegram says so. Failures of the network and of Telegram itself are left to
 * whoever runs the bot and knows for how long it is worth to try.
 */
const RETRY = { maxRetryAttempts: 2, maxDelaySeconds: 10, rethrowHttpErrors: true, rethrowInternalServerErrors: true }

/** Makes the bot. It starts nothing and calls nobody until it is started or given an update. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const {
    token,
    apiRoot,
    timeoutSeconds,
    botInfo,
    preferences,
    log,
    memory = createMemory(),
    reports = null,
    attempts = [],
    guard,
  } = options
  const dependencies: Dependencies = { ...options, memory, reports }
  const bot = new Bot<BotContext>(token, {
    client: { ...(apiRoot && { apiRoot }), ...(timeoutSeconds && { timeoutSeconds }) },
    ...(botInfo && { botInfo }),
  })
  bot.api.config.use(...attempts, autoRetry(RETRY))
  const queries = trackNewestQueries()
  bot.use(queries.note)
  const safe = bot.errorBoundary((error) => recover(error, log))
  const storage = storeOnlyChanges(preferences)
  safe.use(session({ initial: (): Preferences => ({}), storage, getSessionKey: sessionKey }))
  safe.use(translations())
  if (guard) safe.use(guard)
  safe.use(inlineMode(dependencies, queries))
  safe.use(guestMode(dependencies))
  safe.use(membership(dependencies, storage))
  // Channels are read by people who never asked this bot anything.
  safe.filter(
    (ctx) => ctx.chat?.type === 'channel',
    () => {},
  )
  safe.use(chatSettings(dependencies))
  safe.use(groupChat(dependencies))
  safe.use(reporting(dependencies))
  safe.use(buttons(dependencies))
  safe.use(privateChat(dependencies))
  safe.use(quoteCheck(dependencies))
  safe.use(privateQuestions(dependencies))
  safe.use(unknownButtons())
  return bot
}

function translations(): I18n<BotContext> {
  const i18n = new I18n<BotContext>({
    defaultLocale: 'nl',
    localeNegotiator: languageOf,
    fluentBundleOptions: { useIsolating: false },
  })
  for (const language of LANGUAGES) i18n.loadLocaleSync(language, { source: readFluent(language) })
  return i18n
}

/** One failed update stops nothing: it is logged without a word of what was said, and the user hears one kind sentence. */
async function recover({ error, ctx }: BotError<BotContext>, log: (line: string) => void): Promise<void> {
  log(`update ${ctx.update.update_id} (${kindOf(ctx.update)}): ${describeFailure(error)}`)
  if (error instanceof HttpError || isUndeliverable(error)) return
  try {
    if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: ctx.t('something-wrong') })
    else if (ctx.chat?.type === 'private') await ctx.reply(ctx.t('something-wrong'))
  } catch (second) {
    log(`update ${ctx.update.update_id} (${kindOf(ctx.update)}): ${describeFailure(second)}`)
  }
}

/** The kind of an update; "unknown" for one that the bot has no use for, whatever it says that it is. */
export function kindOf(update: Context['update']): string {
  return ALLOWED_UPDATES.find((kind) => kind in update) ?? 'unknown'
}
