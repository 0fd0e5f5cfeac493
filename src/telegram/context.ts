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

/** An update with what the plugins add to it: preferences as `session`, the chat's language as `t`. */
export type BotContext = Context & SessionFlavor<Preferences> & I18nFlavor

/** What the handlers work with. */
export interface Dependencies {
  readonly corpus: Corpus
  readonly answerer: Answerer
  /** The card for a danger that a message signals. */
  readonly dangerCard: (danger: Danger, language: Language) => string
  readonly memory: Memory
  /** Where reports of wrong quotes go; null: nobody can report. */
  readonly reports: Reports | null
}

/**
 * Whose preferences an update has: those of its chat; in inline and guest mode, of its user's private chat. The number of
 * a guest's chat may be another chat's too.
 */
export function sessionKey(ctx: Context): string | undefined {
  return (ctx.guestMessage ? ctx.from?.id : (ctx.chatId ?? ctx.from?.id))?.toString()
}

/** The language to speak: chosen, else that of the user's Telegram, else Dutch, because the quotes are. */
export function languageOf(ctx: BotContext): Language {
  const chosen = sessionKey(ctx) === undefined ? undefined : ctx.session.language
  return chosen ?? LANGUAGES.find((language) => ctx.from?.language_code?.startsWith(language)) ?? 'nl'
}

/** The topic that an update comes from, in a forum or in a private chat that has topics; undefined outside of any. */
export function topicOf({ msg }: Context): number | undefined {
  return msg?.is_topic_message ? msg.message_thread_id : undefined
}

/** What messages in reply to an update are rendered for. */
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
