import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { glossaryOf } from '../../src/answering/glossary.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { chat } from '../../src/terminal/chat.ts'
import { realProduct } from '../support/product.ts'
import { runCommand } from '../support/run-command.ts'

const { answerer, corpus, terms, safety } = await realProduct()

/** What a chat with these lines prints. */
const printed = (...lines: string[]): Promise<string> => printedWhere(false, lines)

const inLanguage = (language: 'nl' | 'en') => ({
  t: loadTranslations()(language),
  dangerCard: (danger: Parameters<typeof safety.card>[0]) => safety.card(danger, language, false),
})

async function printedWhere(sendsQuestions: boolean, lines: readonly string[]): Promise<string> {
  const context = {
    sendsQuestions,
    terminal: { width: 88, colour: false },
    documents: corpus.documents,
    glossary: glossaryOf(terms, corpus),
    ...inLanguage('nl'),
    inLanguage,
  }
  const output = new PassThrough()
  let text = ''
  output.on('data', (chunk) => {
    text += chunk
  })
  await chat(answerer, context, Readable.from([lines.join('\n')]), output)
  return text
}

describe('the chat in a terminal', () => {
  it('opens without a token, says how to connect Telegram, answers, and ends with the input', async () => {
    const questions = ['Is graded exercise therapie schadelijk?', 'Hoe bak ik een appeltaart?']
    const { status, stdout, stderr } = await runCommand(['start'], questions.join('\n'), { BOT_TOKEN: '' })
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain('BOT_TOKEN')
    expect(stdout).toContain('— ME/CVS Stichting Nederland')
    expect(stdout).toContain('— NVK, in antwoord op NOS')
    expect(stdout).toContain('In mijn bronnen vind ik hier geen antwoord op.')
  })

  it('remembers the question before, until it is told to forget', async () => {
    const text = await printed('Is graded exercise therapie schadelijk?', 'nog meer', '/vergeet', 'nog meer')
    expect(text.match(/Ik lees je vraag zo/g)).toHaveLength(1)
  })

  it('speaks the language that it is spoken to in', async () => {
    const text = await printed('What do the doctors say about GET?', 'bron', 'Wat zegt de NVK over GET?')
    expect(text.indexOf('Source:')).toBeGreaterThan(0)
    expect(text.lastIndexOf('This comes from')).toBeGreaterThan(text.indexOf('Source:'))
    expect(text.indexOf('Bron:')).toBeGreaterThan(text.lastIndexOf('Source:'))
  })

  it('knows its commands, and says so of others', async () => {
    const text = await printed('/bronnen', '/begrippen', '/help', '/privacy', '/onzin', '')
    expect(text).toContain('https://mecvs.nl/over-me-cvs/behandeling-me-cvs/')
    expect(text).toContain('PEM (NVK, in antwoord op NOS)')
    expect(text).toContain('/vergeet: ik vergeet')
    expect(text).toContain('Die opdracht ken ik niet.')
  })

  it('says where questions go', async () => {
    expect(await printedWhere(false, ['/privacy'])).toMatch(/je vragen\s+gaan nergens heen/)
    const sent = await printedWhere(true, ['/privacy'])
    expect(sent).toMatch(/gaan ook naar een\s+tweede\s+programma/)
    expect(sent).not.toContain('nergens')
  })

  it('takes a line of 100,000 characters and one of odd characters', async () => {
    const text = await printed('x'.repeat(100_000), '\u202e👍\ufffd', 'Is GET schadelijk?')
    expect(text).toContain('— ME/CVS Stichting Nederland')
  })
})
