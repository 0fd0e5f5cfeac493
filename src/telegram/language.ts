import { LANGUAGES, type Language } from '../i18n/translations.ts'
import { type BotContext, topicOf } from './context.ts'
import { send } from './deliver.ts'

const LANGUAGE = 'l:'

/** Asks in which language the bot shall speak in this chat; each is offered in itself. */
export async function offerLanguages(ctx: BotContext): Promise<void> {
  const own = await ctx.i18n.getLocale()
  const buttons = LANGUAGES.map((language) => {
    ctx.i18n.useLocale(language)
    return { text: ctx.t('language-name'), callback_data: LANGUAGE + language }
  })
  ctx.i18n.useLocale(own)
  await send(ctx.api, { chat: ctx.chatId!, thread: topicOf(ctx) }, [
    { text: ctx.t('language-choose'), entities: [], buttons: [buttons] },
  ])
}

/** The language that callback data stands for, or null. */
export function readLanguage(data: string): Language | null {
  return LANGUAGES.find((language) => data === LANGUAGE + language) ?? null
}

/** Speaks a language in this chat from now on. */
export async function chooseLanguage(ctx: BotContext, language: Language): Promise<void> {
  ctx.session.language = language
  await ctx.i18n.renegotiateLocale()
  await send(ctx.api, { chat: ctx.chatId!, thread: topicOf(ctx) }, [
    { text: ctx.t('language-chosen'), entities: [], buttons: [] },
  ])
}
