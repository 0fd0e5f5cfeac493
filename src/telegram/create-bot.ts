import { I18n } from '@grammyjs/i18n'
import { Bot, type BotError, type Context, HttpError, type MiddlewareFn, type Transformer } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { LANGUAGES, readFluent } from '../i18n/translations.ts'
import { buttons, unknownButtons } from './buttons.ts'
import { chatSettings } from './chat-settings.ts'
import { createChoices } from './choices.ts'
import { type BotContext, chosenIn, type Dependencies, languageOf } from './context.ts'
import { type CardOptions, dangerIn, say, showCard } from './danger-card.ts'
import { describeFailure, isUndeliverable } from './errors.ts'
import { groupChat } from './group-chat.ts'
import { guestMode } from './guest-mode.ts'
import { inlineMode, trackNewestQueries } from './inline-mode.ts'
import { joinParts } from './join-parts.ts'
import { membership } from './membership.ts'
import { createMemory, type Memory } from './memory.ts'
import type { PreferenceStore } from './preferences.ts'
import { privateChat, privateQuestions } from './private-chat.ts'
import { quoteCheck } from './quote-check.ts'
import { reporting } from './reporting.ts'
import type { Reports } from './reports.ts'
import { refuseForgedPresses } from './valid-press.ts'
import { readWords } from './words-of-message.ts'

export interface BotOptions
  extends Omit<Dependencies, 'terms' | 'memory' | 'reports' | 'isFollowed' | 'sendsQuestions'>,
    CardOptions {
  readonly token: string
  /** URL of the Bot API; default: https://api.telegram.org. */
  readonly apiRoot?: string | undefined
  /** Where preferences are stored, such as filePreferences('settings'). */
  readonly preferences: PreferenceStore
  /** Called with one line for each update that failed. It never holds a text, a name, a chat or the token. */
  readonly log: (line: string) => void
  /** Default: none. */
  readonly terms?: Dependencies['terms']
  /** Default: a new one, empty. */
  readonly memory?: Memory
  /** Where reports of wrong quotes go, such as fileReports('settings/reports.jsonl'). Default: null, reporting is off. */
  readonly reports?: Reports | null
  /** Default: they are not. */
  readonly sendsQuestions?: boolean
  /** Default: never. */
  readonly isFollowed?: Dependencies['isFollowed']
  /** Whether the present update, which failed, is tried again until that succeeds; default: never. */
  readonly isPostponed?: () => boolean
  /** The result of getMe if it is already known; then the bot starts without calling it. */
  readonly botInfo?: UserFromGetMe
  /** Timeout of one attempt at a call; default: grammY's, 500. */
  readonly timeoutSeconds?: number
  /** Are passed every attempt at a call, including retries. */
  readonly attempts?: readonly Transformer[]
  /** Wraps all handlers, after preferences and translations are available. */
  readonly guard?: MiddlewareFn<BotContext>
}

/** The kinds of update that the bot requests and handles. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'inline_query',
  'guest_message',
] as const

/** Creates the bot. It makes no calls until it is started or given an update. */
export function createBot(options: BotOptions): Bot<BotContext> {
  const {
    token,
    apiRoot,
    timeoutSeconds,
    botInfo,
    preferences,
    log,
    terms = [],
    memory = createMemory(),
    reports = null,
    isFollowed = () => false,
    sendsQuestions = false,
    attempts = [],
    guard,
  } = options
  const dependencies: Dependencies = { ...options, terms, memory, reports, isFollowed, sendsQuestions }
  const bot = new Bot<BotContext>(token, {
    client: { ...(apiRoot && { apiRoot }), ...(timeoutSeconds && { timeoutSeconds }) },
    ...(botInfo && { botInfo }),
  })
  bot.api.config.use(...attempts)
  const queries = trackNewestQueries()
  bot.use(queries.track)
  const safe = bot.errorBoundary((error) => recover(error, options))
  const choices = createChoices(preferences, log)
  safe.use(chosenIn(choices))
  safe.use(translations())
  safe.use(readWords)
  safe.use(lowerCommand)
  // Another bot would answer the answer, and so on.
  safe.filter(
    ({ chat, message, editedMessage }) => chat?.type === 'private' && (message ?? editedMessage)?.from?.is_bot === true,
    () => {},
  )
  if (guard) safe.use(guard)
  safe.use(inlineMode(dependencies, queries))
  safe.use(guestMode(dependencies))
  safe.use(membership(dependencies, choices))
  safe.use(refuseForgedPresses())
  // Readers of a channel never asked this bot anything.
  safe.filter(
    (ctx) => ctx.chat?.type === 'channel',
    () => {},
  )
  safe.use(joinParts())
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

/** Makes the name of a command small letters: a keyboard that begins every sentence with a capital writes /Controleer. */
const lowerCommand: MiddlewareFn<BotContext> = async ({ msg }, next) => {
  const command = msg?.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (typeof msg?.text === 'string' && command) {
    const name = msg.text.slice(0, command.length).toLowerCase()
    // Of a real command, whose letters are a to z: others might change in length.
    if (name.length === command.length) Object.assign(msg, { text: name + msg.text.slice(command.length) })
  }
  await next()
}

/**
 * Logs a failed update, without anything that was said, and tells the user in one kind sentence. Somebody in danger gets the card
 * instead, which depends on nothing that may have failed.
 */
async function recover({ error, ctx }: BotError<BotContext>, options: BotOptions): Promise<void> {
  const { log, isPostponed = () => false } = options
  log(`update ${ctx.update.update_id} (${kindOf(ctx.update)}): ${describeFailure(error)}`)
  if (error instanceof HttpError || isUndeliverable(error)) return
  try {
    const text = ctx.t(isPostponed() ? 'trying-again' : 'something-wrong')
    if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text })
    else {
      const danger = dangerIn(ctx, options)
      if (danger) await showCard(ctx, danger, options)
      else if (ctx.chat?.type === 'private') await say(ctx, text)
    }
  } catch (second) {
    log(`update ${ctx.update.update_id} (${kindOf(ctx.update)}): ${describeFailure(second)}`)
  }
}

/** The kind of an update; "unknown" for one that the bot doesn't handle. */
export function kindOf(update: Context['update']): string {
  return ALLOWED_UPDATES.find((kind) => kind in update) ?? 'unknown'
}
