import type { I18nFlavor } from '@grammyjs/i18n'
import type { Context, SessionFlavor } from 'grammy'
import type { Answerer } from '../answering/answer.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { LANGUAGES, type Language } from '../i18n/translations.ts'
import type { Danger } from '../safety/danger.ts'
import type { Memory } from './memory.ts'
import type { RenderContext } from './messages/render-quote.ts'
import type { Preferences } from './preferences.ts'
import type { Reports } from './reports.ts'

/** An update with what the plugins add: the chat's preferences as `session`, its language as `t`. */
export type BotContext = Context & SessionFlavor<Preferences> & I18nFlavor

/** What the handlers work with. */
export interface Dependencies {
  readonly corpus: Corpus
  readonly answerer: Answerer
  /** The card shown for a danger that a message signals. */
  readonly dangerCard: (danger: Danger, language: Language) => string
  readonly memory: Memory
  /** Where reports of wrong quotes go; null if reporting is off. */
  readonly reports: Reports | null
}

/**
 * The chat whose preferences apply to an update: its own; in inline and guest mode, the user's private chat. A guest chat's id may
 * also be that of another chat.
 */
export function sessionKey(ctx: Context): string | undefined {
  return (ctx.guestMessage ? ctx.from?.id : (ctx.chatId ?? ctx.from?.id))?.toString()
}

/** The language to reply in: the chosen one, else the user's Telegram language, else Dutch, like the quotes. */
export function languageOf(ctx: BotContext): Language {
  const chosen = sessionKey(ctx) === undefined ? undefined : ctx.session.language
  return chosen ?? LANGUAGES.find((language) => ctx.from?.language_code?.startsWith(language)) ?? 'nl'
}

/** The topic that an update comes from, in a forum or a private chat with topics; undefined outside of any. */
export function topicOf({ msg }: Context): number | undefined {
  return msg?.is_topic_message ? msg.message_thread_id : undefined
}

/** The context in which replies to an update are rendered. */
export function renderContextOf(
  ctx: BotContext,
  { corpus, reports }: Pick<Dependencies, 'corpus' | 'reports'>,
  audience: RenderContext['audience'] = 'private',
): RenderContext {
  return {
    corpus,
    t: ctx.t,
    username: ctx.me.username,
    rest: ctx.session.rest ?? false,
    audience,
    reports: reports !== null,
  }
}
