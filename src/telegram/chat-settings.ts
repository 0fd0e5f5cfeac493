import { Composer, GrammyError } from 'grammy'
import { LANGUAGES, type Language } from '../i18n/translations.ts'
import { type BotContext, type Dependencies, renderContextOf } from './context.ts'
import { acknowledge, edit, send } from './deliver.ts'
import { inTopic } from './group-chat.ts'
import { isSpoken } from './group-question.ts'
import { type OutgoingMessage, plainMessage } from './messages/formatted-text.ts'
import { renderDiagnosis } from './messages/render-diagnosis.ts'
import { applyChange, decodeSettingsChange, renderSettings } from './messages/render-settings.ts'

/** /instellingen and /diagnose, for a group's administrators; checked at every press. */
export function chatSettings(dependencies: Dependencies): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  const group = composer.chatType(['group', 'supergroup'])
  const spoken = composer.filter((ctx) => ctx.message !== undefined && isSpoken(ctx.message))

  spoken.chatType(['group', 'supergroup']).command('instellingen', async (ctx) => {
    const refusal = await refuse(ctx)
    await send(ctx.api, inTopic(ctx), [refusal === null ? await settings(ctx, dependencies) : plainMessage(refusal)])
  })
  spoken.command('diagnose', async (ctx) => {
    const inGroup = ctx.chat.type !== 'private'
    const refusal = inGroup ? await refuse(ctx) : null
    if (refusal !== null) return void (await send(ctx.api, inTopic(ctx), [plainMessage(refusal)]))
    // Fetched anew: it may have been changed in BotFather since the bot started.
    const me = await ctx.api.getMe()
    const here = inGroup ? { member: await ctx.getChatMember(me.id), chat: await ctx.getChat() } : null
    await send(ctx.api, inTopic(ctx), [{ ...renderDiagnosis({ me, group: here }, ctx.t), buttons: [] }])
  })
  group.on('callback_query:data', async (ctx, next) => {
    const context = renderContextOf(ctx, dependencies)
    const change = decodeSettingsChange(ctx.callbackQuery.data, context)
    const pressed = ctx.callbackQuery.message
    if (!change || !pressed) return next()
    const refusal = await refuse(ctx)
    if (refusal !== null) return acknowledge(ctx, { text: refusal, show_alert: true })
    if (!applyChange(ctx.session, change, context))
      return acknowledge(ctx, { text: ctx.t('settings-one-document'), show_alert: true })
    const before = JSON.stringify(ctx.session)
    await ctx.choose((now) => applyChange(now, change, context) ?? now)
    await ctx.i18n.renegotiateLocale()
    await acknowledge(ctx)
    const message =
      change.field === 'close' ? plainMessage(ctx.t('settings-closed')) : await settings(ctx, dependencies)
    if (change.field !== 'close' && before === JSON.stringify(ctx.session)) return
    await edit(ctx.api, ctx.chatId, pressed.message_id, message)
  })
  return composer
}

/** Why the user may not do this; null if they may. */
async function refuse(ctx: BotContext): Promise<string | null> {
  const administrator = await isAdministrator(ctx)
  if (administrator === null) return ctx.t('administrators-unknown')
  return administrator ? null : ctx.t('administrators-only')
}

async function settings(ctx: BotContext, dependencies: Dependencies): Promise<OutgoingMessage> {
  const own = await ctx.i18n.getLocale()
  const names = Object.fromEntries(
    LANGUAGES.map((language) => {
      ctx.i18n.useLocale(language)
      return [language, ctx.t('language-name')]
    }),
  ) as Record<Language, string>
  ctx.i18n.useLocale(own)
  return renderSettings(ctx.session, names, renderContextOf(ctx, dependencies))
}

/**
 * Whether the sender of a command, or whoever pressed a button, may change a group's settings. Asks Telegram every time, because
 * administrators come and go.
 * @returns null when Telegram doesn't say.
 */
async function isAdministrator(ctx: BotContext): Promise<boolean | null> {
  // Anonymous administrators write as the group, but press buttons as themselves.
  if (!ctx.callbackQuery && ctx.msg?.sender_chat !== undefined) return ctx.msg.sender_chat.id === ctx.chatId
  try {
    const { status } = await ctx.getAuthor()
    return status === 'creator' || status === 'administrator'
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null
    throw error
  }
}
