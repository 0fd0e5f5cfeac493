import type { I18nFlavor } from '@grammyjs/i18n'
import type { Context, MiddlewareFn } from 'grammy'
import type { Answer, Answerer } from '../answering/answer.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import type { Term } from '../corpus/terms.ts'
import { LANGUAGES, type Language } from '../i18n/translations.ts'
import type { Danger } from '../safety/danger.ts'
import type { Choices } from './choices.ts'
import type { Place } from './deliver.ts'
import { MEMORY_MINUTES, type Memory } from './memory.ts'
import type { RenderContext } from './messages/render-quote.ts'
import type { Preferences } from './preferences.ts'
import type { Reports } from './reports.ts'

/** An update with what the middleware adds: what the chat chose, and its language as `t`. */
export type BotContext = Context & I18nFlavor & ChosenFlavor

interface ChosenFlavor {
  /** What the chat chose. Read only: `choose` changes it. */
  session: Readonly<Preferences>
  /** Changes what the chat chose, and saves it: await this before anybody is told. See Choices.change. */
  choose(change: (before: Preferences) => Preferences): Promise<void>
}

/** What the handlers work with. */
export interface Dependencies {
  readonly corpus: Corpus
  /** What /begrippen lists. */
  readonly terms: readonly Term[]
  readonly answerer: Answerer
  /** The card shown for a danger that a message signals, or one line where it only seems to mean it. */
  readonly dangerCard: (danger: Danger, language: Language, isSensed: boolean) => string
  readonly memory: Memory
  /** Address of the pages of quotes; default: none. */
  readonly readerUrl?: string | null
  /** Where reports of wrong quotes go; null if reporting is off. */
  readonly reports: Reports | null
  /** Whether the words of questions are sent to a program that the operator named. */
  readonly sendsQuestions: boolean
  /** Whether more from the chat of the present update is waiting: its answer won't stand right below it. */
  readonly isFollowed: () => boolean
}

/**
 * The chat whose preferences apply to an update: its own; in inline and guest mode, the user's private chat. A guest chat's id may
 * also be that of another chat.
 */
export function sessionKey(ctx: Context): string | undefined {
  return (ctx.guestMessage ? ctx.from?.id : (ctx.chatId ?? ctx.from?.id))?.toString()
}

/** Gives each update what its chat chose; an update of no chat gets the defaults. */
export function chosenIn(choices: Choices): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    const chat = sessionKey(ctx)
    ctx.session = chat === undefined ? {} : await choices.read(chat)
    ctx.choose = async (change) => {
      if (chat === undefined) throw new Error('An update of no chat can choose nothing.')
      ctx.session = await choices.change(chat, change)
    }
    await next()
  }
}

/** What is said first to somebody whose message signals danger, or only seems to mean it; null where it does neither. */
export function cardFor(
  { danger, isSensed }: Pick<Answer, 'danger' | 'isSensed'>,
  { dangerCard }: Pick<Dependencies, 'dangerCard'>,
  language: Language,
): string | null {
  return danger && dangerCard(danger, language, isSensed)
}

/** The language to reply in: the chosen one, else the user's Telegram language, else Dutch, like the quotes. */
export function languageOf(ctx: BotContext): Language {
  return ctx.session.language ?? LANGUAGES.find((one) => ctx.from?.language_code?.startsWith(one)) ?? 'nl'
}

/** The topic that an update comes from, in a forum or a private chat with topics; undefined outside of any. */
export function topicOf({ msg }: Context): number | undefined {
  return msg?.is_topic_message ? msg.message_thread_id : undefined
}

/** The chat, and the topic in it, that an update comes from. */
export function placeOf(ctx: Context): Place {
  return { chat: ctx.chatId!, thread: topicOf(ctx) }
}

/** The context in which replies to an update are rendered. */
export function renderContextOf(
  ctx: BotContext,
  { corpus, reports, readerUrl = null }: Pick<Dependencies, 'corpus' | 'reports' | 'readerUrl'>,
  audience: RenderContext['audience'] = 'private',
): RenderContext {
  return {
    corpus,
    t: ctx.t,
    username: ctx.me.username,
    readerUrl,
    rest: ctx.session.rest ?? false,
    audience,
    reports: reports !== null,
  }
}

/** What is kept of what people write, and where it goes. */
export function privacy(ctx: BotContext, { sendsQuestions }: Pick<Dependencies, 'sendsQuestions'>): string {
  return ctx.t('privacy', { minutes: MEMORY_MINUTES, sends: sendsQuestions ? 'yes' : 'no' })
}
