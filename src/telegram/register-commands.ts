import type { Api } from 'grammy'
import type { BotCommand, BotCommandScope } from 'grammy/types'
import { LANGUAGES, loadTranslations, type Translate } from '../i18n/translations.ts'
import { appAddress } from '../reader/address.ts'

/** Commands by the kind of chat in which Telegram offers them. The message `command-<name>` describes each. */
const COMMANDS: readonly { scope: BotCommandScope; names: readonly string[] }[] = [
  {
    scope: { type: 'all_private_chats' },
    names: ['start', 'help', 'bronnen', 'begrippen', 'controleer', 'rust', 'taal', 'vergeet', 'privacy'],
  },
  { scope: { type: 'all_group_chats' }, names: ['vraag', 'bron', 'controleer'] },
  {
    scope: { type: 'all_chat_administrators' },
    names: ['vraag', 'bron', 'controleer', 'instellingen', 'diagnose'],
  },
]

/**
 * Registers the commands and descriptions with Telegram, in each language; Dutch is the default for all others. The menu button
 * opens the pages, if Telegram can: it wants https. Sends only what differs, because Telegram limits how often these may change.
 * @param readerUrl address of the pages; null for none, which makes it the button of the commands again.
 */
export async function registerCommands(api: Api, readerUrl: string | null): Promise<void> {
  const translationOf = loadTranslations()
  for (const language of LANGUAGES) {
    // Without a language code, Telegram uses it as the default.
    const where = language === 'nl' ? {} : { language_code: language }
    const t = translationOf(language)
    for (const { scope, names } of COMMANDS) await registerScope(api, { scope, ...where }, names, t)
    const description = t('bot-description')
    if ((await api.getMyDescription(where)).description !== description) await api.setMyDescription(description, where)
    const short = t('bot-short-description')
    if ((await api.getMyShortDescription(where)).short_description !== short)
      await api.setMyShortDescription(short, where)
  }
  await registerMenu(api, readerUrl, translationOf('nl'))
}

async function registerMenu(api: Api, readerUrl: string | null, t: Translate): Promise<void> {
  const known = await api.getChatMenuButton({})
  const url = readerUrl?.startsWith('https:') ? appAddress(readerUrl) : null
  const text = t('reader-menu')
  if (url === null) {
    if (known.type === 'web_app') await api.setChatMenuButton({ menu_button: { type: 'commands' } })
  } else if (known.type !== 'web_app' || known.web_app.url !== url || known.text !== text) {
    await api.setChatMenuButton({ menu_button: { type: 'web_app', text, web_app: { url } } })
  }
}

async function registerScope(
  api: Api,
  where: { scope: BotCommandScope; language_code?: 'en' },
  names: readonly string[],
  t: Translate,
): Promise<void> {
  const wanted: BotCommand[] = names.map((command) => ({ command, description: t(`command-${command}`) }))
  const known = await api.getMyCommands(where)
  const same =
    known.length === wanted.length &&
    wanted.every(
      ({ command, description }, index) =>
        known[index]?.command === command && known[index]?.description === description,
    )
  if (!same) await api.setMyCommands(wanted, where)
}
