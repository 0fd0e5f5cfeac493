import type { ChatFullInfo, ChatMember, UserFromGetMe } from 'grammy/types'
import type { Translate } from '../../i18n/translations.ts'
import { type FormattedText, join, styled } from './formatted-text.ts'

/** What Telegram says about the bot, and about the group that asks. */
export interface Diagnosis {
  readonly me: UserFromGetMe
  /** Null in a private chat. */
  readonly group: { readonly member: ChatMember; readonly chat: ChatFullInfo } | null
}

/** What the bot can and can't do here, and how to change that in BotFather. */
export function renderDiagnosis({ me, group }: Diagnosis, t: Translate): FormattedText {
  const administrator = group?.member.status === 'administrator'
  const seesAll = me.can_read_all_group_messages || administrator
  const good = (key: string) => `✓ ${t(key)}`
  const bad = (key: string, remedy: string) => `✗ ${t(key)}\n→ ${t(remedy, { username: me.username })}`
  const sections = [
    seesAll
      ? `✓ ${t(administrator && !me.can_read_all_group_messages ? 'diagnose-sees-as-administrator' : 'diagnose-sees-all')}\n→ ${t('diagnose-privacy-on')}`
      : `✓ ${t('diagnose-privacy')}\n→ ${t('diagnose-privacy-off')}`,
    group ? rights(group, t) : null,
    group ? good(group.chat.is_forum ? 'diagnose-topics' : 'diagnose-no-topics') : null,
    me.supports_inline_queries ? good('diagnose-inline') : bad('diagnose-no-inline', 'diagnose-set-inline'),
    me.supports_guest_queries ? good('diagnose-guest') : bad('diagnose-no-guest', 'diagnose-set-guest'),
    me.can_join_groups ? null : bad('diagnose-no-groups', 'diagnose-set-groups'),
  ]
  return join([styled('bold', t('diagnose')), ...sections], '\n\n')
}

function rights({ member, chat }: NonNullable<Diagnosis['group']>, t: Translate): string {
  const restricted = member.status === 'restricted' && !member.can_send_messages
  const silenced = member.status !== 'administrator' && chat.permissions?.can_send_messages === false
  if (restricted || silenced) return `✗ ${t('diagnose-silenced')}\n→ ${t('diagnose-let-speak')}`
  return `✓ ${t(member.status === 'administrator' ? 'diagnose-administrator' : 'diagnose-member')}`
}
