import { describe, expect, it } from 'vitest'
import { LANGUAGES, loadTranslations } from '../../src/i18n/translations.ts'
import { renderDiagnosis } from '../../src/telegram/messages/render-diagnosis.ts'
import { decodeSettingsChange, encodeSettingsChange } from '../../src/telegram/messages/render-settings.ts'
import { BOT_INFO, type Call } from '../support/bot-calls.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { dataOf, labels, type TestOptions, testBot } from '../support/test-bot.ts'
import { ANN, GROUP, groupText, press, text } from '../support/updates.ts'

const corpus = realCorpus()
const [PAGE, INTERVIEW] = corpus.documents.map(({ title }) => title.slice(0, 36))
const ANONYMOUS = { from: { id: 1087968824, is_bot: true, first_name: 'Group' }, sender_chat: GROUP }

/** A group in which Ann has a status. */
function setUp(status: string, options: Partial<TestOptions> = {}) {
  const respond = (method: string, payload: Call['payload']) => {
    if (method === 'getMe') return BOT_INFO
    if (method === 'getChat')
      return { id: GROUP.id, type: 'supergroup', is_forum: true, permissions: { can_send_messages: true } }
    if (method !== 'getChatMember') return undefined
    return payload.user_id === BOT_INFO.id ? { status: 'member', user: BOT_INFO } : { status, user: ANN }
  }
  return testBot({ corpus, answer: () => answered([corpus.passages[0]!], corpus), respond, ...options })
}

describe('/instellingen', () => {
  it('is for administrators, anonymous ones too', async () => {
    for (const [status, extra, allowed] of [
      ['creator', {}, true],
      ['administrator', {}, true],
      ['member', {}, false],
      ['left', ANONYMOUS, true],
      [
        'left',
        { from: { id: 136817688, is_bot: true, first_name: 'Channel' }, sender_chat: { id: -9, type: 'channel' } },
        false,
      ],
    ] as const) {
      const { bot, of } = setUp(status)
      await bot.handleUpdate(groupText('/instellingen', extra))
      expect(labels(of('sendMessage')[0]!).length > 0).toBe(allowed)
      if (!allowed) expect(of('sendMessage')[0]!.text).toBe('Dit kunnen alleen beheerders van de groep.')
    }
  })

  it('says nothing to bots', async () => {
    const { bot, calls } = setUp('administrator')
    await bot.handleUpdate(groupText('/instellingen', { from: { id: 7, is_bot: true, first_name: 'B' } }))
    expect(calls).toEqual([])
  })

  it('asks at every press whether an administrator presses', async () => {
    let status = 'administrator'
    const { bot, of, preferences } = setUp('', {
      respond: (method) => (method === 'getChatMember' ? { status, user: ANN } : undefined),
    })
    await bot.handleUpdate(groupText('/instellingen'))
    const rest = dataOf(of('sendMessage')[0]!, 'Rustmodus')
    status = 'member'
    await bot.handleUpdate(press(rest, { chat: GROUP }))
    expect(of('answerCallbackQuery')[0]).toMatchObject({
      text: expect.stringContaining('beheerders'),
      show_alert: true,
    })
    expect([...preferences.readAllKeys()]).toEqual([])
    status = 'administrator'
    await bot.handleUpdate(press(rest, { chat: GROUP }))
    expect([...preferences.readAllEntries()]).toEqual([[String(GROUP.id), { rest: true }]])
  })

  it('says so when Telegram does not tell who is administrator', async () => {
    const { bot, of } = setUp('administrator', {
      refuse: (method) =>
        method === 'getChatMember'
          ? { error_code: 400, description: 'Bad Request: member list is inaccessible' }
          : null,
    })
    await bot.handleUpdate(groupText('/instellingen'))
    expect(of('sendMessage')[0]!.text).toContain('Ik kan niet zien of je beheerder bent')
  })

  it('shows and keeps every choice, in place, after a restart too', async () => {
    const { bot, of, preferences } = setUp('administrator')
    await bot.handleUpdate(groupText('/instellingen'))
    expect(labels(of('sendMessage')[0]!)).toEqual([
      'Nederlands',
      'English',
      '✓ Alles',
      'Rustmodus',
      expect.stringContaining(`✓ ${PAGE}`),
      expect.stringContaining(`✓ ${INTERVIEW}`),
      '✓ Antwoord hier',
      'Alleen een knop',
      'Klaar',
    ])
    const after = setUp('administrator', { preferences })
    const buttons = of('sendMessage')[0]!
    for (const label of ['English', 'Rustmodus', 'Alleen een knop'])
      await after.bot.handleUpdate(press(dataOf(buttons, label), { chat: GROUP }))
    await after.bot.handleUpdate(press(dataOf(buttons, labels(buttons)[4]!), { chat: GROUP }))
    expect([...preferences.readAllEntries()]).toEqual([
      [String(GROUP.id), { language: 'en', rest: true, answers: 'private', without: ['mecvs-behandeling'] }],
    ])
    const shown = after.of('editMessageText').at(-1)!
    expect(shown.text).toContain('Settings of this group')
    expect(labels(shown)).toEqual(expect.arrayContaining(['✓ English', '✓ Rest mode', PAGE, '✓ Only a button']))
    await after.bot.handleUpdate(press(dataOf(shown, labels(shown)[5]!), { chat: GROUP }))
    expect(after.of('answerCallbackQuery').at(-1)!.text).toContain('One source has to stay on')
    for (const label of ['Everything', PAGE!, 'Answer here'])
      await after.bot.handleUpdate(press(dataOf(shown, label), { chat: GROUP }))
    expect([...preferences.readAllEntries()]).toEqual([[String(GROUP.id), { language: 'en' }]])
  })

  it('pressed twice changes nothing the second time, and “Klaar” closes it', async () => {
    const { bot, of } = setUp('administrator')
    await bot.handleUpdate(groupText('/instellingen'))
    const sent = of('sendMessage')[0]!
    await bot.handleUpdate(press(dataOf(sent, 'Rustmodus'), { chat: GROUP }))
    await bot.handleUpdate(press(dataOf(sent, 'Rustmodus'), { chat: GROUP }))
    expect(of('editMessageText')).toHaveLength(1)
    expect(of('answerCallbackQuery')).toHaveLength(2)
    await bot.handleUpdate(press(dataOf(sent, 'Klaar'), { chat: GROUP }))
    expect(labels(of('editMessageText')[1]!)).toEqual([])
  })

  it('has buttons of at most 64 bytes that are read back as they were', () => {
    for (const change of [
      { field: 'language', value: 'en' },
      { field: 'rest', value: true },
      { field: 'elsewhere', value: false },
      { field: 'document', id: 'nvk-nos-mecvs-kinderen', value: true },
      { field: 'close' },
    ] as const) {
      expect(encodeSettingsChange(change).length).toBeLessThanOrEqual(64)
      expect(decodeSettingsChange(encodeSettingsChange(change), { corpus })).toEqual(change)
    }
    for (const wrong of ['s', 's:', 's:l:de', 's:d:00000000:1', 'q'])
      expect(decodeSettingsChange(wrong, { corpus })).toBeNull()
  })
})

describe('/diagnose', () => {
  it('tells administrators what the bot sees and may, and what to change', async () => {
    const { bot, of } = setUp('administrator')
    await bot.handleUpdate(groupText('/diagnose'))
    const { text: told } = of('sendMessage')[0]!
    for (const words of [
      'Privacymodus staat aan',
      '/setprivacy',
      'als gewoon lid',
      'heeft onderwerpen',
      'Inline-modus staat aan',
      'Gastmodus staat uit',
    ]) {
      expect(told).toContain(words)
    }
  })

  it('tells nobody else in a group, and in a private chat only what is everybody’s', async () => {
    const group = setUp('member')
    await group.bot.handleUpdate(groupText('/diagnose'))
    expect(group.of('sendMessage')[0]!.text).toContain('alleen beheerders')
    const { bot, of } = setUp('member')
    await bot.handleUpdate(text('/diagnose'))
    expect(of('sendMessage')[0]!.text).not.toContain('onderwerpen')
  })

  it('is whole and short enough for every state and language', () => {
    for (const language of LANGUAGES) {
      for (const on of [true, false]) {
        const me = {
          ...BOT_INFO,
          can_read_all_group_messages: on,
          supports_inline_queries: on,
          can_join_groups: on,
          supports_guest_queries: on,
        }
        for (const status of ['member', 'administrator', 'restricted']) {
          const group = {
            member: { status, user: me },
            chat: { is_forum: on, permissions: { can_send_messages: on } },
          } as never
          const { text } = renderDiagnosis({ me, group }, loadTranslations()(language))
          expect(text.length).toBeLessThan(2500)
          expect(text).not.toMatch(/undefined|\{/)
        }
      }
    }
  })
})
