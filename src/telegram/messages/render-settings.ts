import { createHash } from 'node:crypto'
import { clip } from '../../answering/attribution.ts'
import { LANGUAGES, type Language } from '../../i18n/translations.ts'
import type { Preferences } from '../preferences.ts'
import { type OutgoingMessage, plainMessage } from './formatted-text.ts'
import type { RenderContext } from './render-quote.ts'

/** A change of a group's settings. It names the new value, so that pressing a button twice is the same as once. */
export type SettingsChange =
  | { readonly field: 'language'; readonly value: Language }
  | { readonly field: 'rest'; readonly value: boolean }
  | { readonly field: 'elsewhere'; readonly value: boolean }
  | { readonly field: 'document'; readonly id: string; readonly value: boolean }
  | { readonly field: 'close' }

const MAX_LABEL = 40

/** A change as callback data, at most 64 bytes. */
export function encodeSettingsChange(change: SettingsChange): string {
  if (change.field === 'close') return 's:x'
  if (change.field === 'language') return `s:l:${change.value}`
  const value = change.value ? '1' : '0'
  return change.field === 'document' ? `s:d:${hash(change.id)}:${value}` : `s:${change.field[0]}:${value}`
}

/** The change encoded in callback data; null when there is none, or its document no longer exists. */
export function decodeSettingsChange(data: string, { corpus }: Pick<RenderContext, 'corpus'>): SettingsChange | null {
  const [prefix, field, value, last] = data.split(':')
  if (prefix !== 's') return null
  if (field === 'x') return { field: 'close' }
  if (field === 'l') {
    const language = LANGUAGES.find((known) => known === value)
    return language ? { field: 'language', value: language } : null
  }
  if (field === 'r') return { field: 'rest', value: value === '1' }
  if (field === 'e') return { field: 'elsewhere', value: value === '1' }
  const document = field === 'd' ? corpus.documents.find(({ id }) => hash(id) === value) : undefined
  return document ? { field: 'document', id: document.id, value: last === '1' } : null
}

/** The preferences after a change; null when that would exclude every document. */
export function applyChange(
  preferences: Preferences,
  change: SettingsChange,
  { corpus }: RenderContext,
): Preferences | null {
  const { rest, answers, without = [], ...others } = preferences
  const next = { ...others, ...(rest && { rest }), ...(answers && { answers }), ...(without.length > 0 && { without }) }
  if (change.field === 'language') return { ...next, language: change.value }
  if (change.field === 'rest') return withRest(next, change.value)
  if (change.field === 'elsewhere') {
    const { answers: _, ...here } = next
    return change.value ? { ...here, answers: 'private' } : here
  }
  if (change.field === 'close') return next
  const left = [...new Set([...without.filter((id) => id !== change.id), ...(change.value ? [] : [change.id])])]
  const known = left.filter((id) => corpus.documents.some((document) => document.id === id))
  if (known.length === corpus.documents.length) return null
  const { without: _, ...all } = next
  return known.length > 0 ? { ...all, without: known } : all
}

/** The preferences with rest mode on or off. */
export function withRest({ rest: _, ...preferences }: Preferences, on: boolean): Preferences {
  return on ? { ...preferences, rest: true } : preferences
}

/** Renders a group's settings, with a row of buttons for each. */
export function renderSettings(
  preferences: Preferences,
  names: Readonly<Record<Language, string>>,
  context: RenderContext,
): OutgoingMessage {
  const { t, corpus } = context
  const { language, rest = false, answers, without = [] } = preferences
  const choice = (chosen: boolean, text: string, change: SettingsChange) => ({
    text: `${chosen ? '✓ ' : ''}${clip(text, MAX_LABEL)}`,
    callback_data: encodeSettingsChange(change),
  })
  const elsewhere = answers === 'private'
  return {
    ...plainMessage(t('settings')),
    buttons: [
      LANGUAGES.map((one) => choice(language === one, names[one], { field: 'language', value: one })),
      [
        choice(!rest, t('settings-whole'), { field: 'rest', value: false }),
        choice(rest, t('settings-rest'), { field: 'rest', value: true }),
      ],
      ...corpus.documents.map(({ id, title }) => [
        choice(!without.includes(id), title, { field: 'document', id, value: without.includes(id) }),
      ]),
      [
        choice(!elsewhere, t('settings-here'), { field: 'elsewhere', value: false }),
        choice(elsewhere, t('settings-elsewhere'), { field: 'elsewhere', value: true }),
      ],
      [{ text: t('settings-done'), callback_data: encodeSettingsChange({ field: 'close' }) }],
    ],
  }
}

/** A document in 8 characters: its id may be too long for a button, and its position may change. */
function hash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8)
}
