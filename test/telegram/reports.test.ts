import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addExample, addOffTopic } from '../../src/desk/add-question.ts'
import { NotSavedError } from '../../src/telegram/errors.ts'
import { decodeReportStep, encodeReportStep } from '../../src/telegram/messages/render-report.ts'
import { fileReports, parseReports, REPORT_KINDS, removeReport } from '../../src/telegram/reports.ts'
import { answered } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { dataOf, labels, type TestOptions, testBot, urlOf } from '../support/test-bot.ts'
import { groupText, press, text } from '../support/updates.ts'

const corpus = realCorpus()
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const zeker = interview.find((passage) => passage.text === 'Zeker.')!
const psychological = page.find(({ section }) => section.at(-1) === 'Een psychologische visie op ME/CVS')!

const setUp = (options: Partial<TestOptions> = {}) =>
  testBot({ corpus, answer: () => answered([psychological, zeker], corpus), ...options })

/** Presses through a report up to what will be kept. */
async function upToKeeping(kind: string, { bot, of, calls } = setUp(), { forget = false } = {}) {
  await bot.handleUpdate(text('Is GET schadelijk?'))
  const [answer] = of('sendMessage')
  const id = calls[0]!.sent!
  await bot.handleUpdate(press(dataOf(answer!, 'Klopt niet?'), { message_id: id }))
  const ask = of('sendMessage')[1]!
  const under = { message_id: calls.findLast(({ method }) => method === 'sendMessage')!.sent! }
  await bot.handleUpdate(
    press(dataOf(ask, kind), { ...under, reply_to_message: { message_id: forget ? 3 : id, date: 0, chat: { id: 1 } } }),
  )
  const offered = of('editMessageText')[0]!
  return { answer: answer!, ask, offered, under: { ...under, text: offered.text, entities: offered.entities } }
}

describe('“Klopt niet?”', () => {
  it('asks what is wrong, says exactly what it keeps, and keeps it with the question', async () => {
    const test = setUp()
    const { ask, offered, under } = await upToKeeping('Verkeerd stuk', test)
    expect(labels(ask)).toEqual([
      'Verkeerd stuk',
      'Verkeerde spreker',
      'Dit is geen antwoord',
      'Iets anders',
      'Laat maar',
    ])
    for (const words of ['Verkeerd stuk', psychological.id, zeker.id, 'Is GET schadelijk?'])
      expect(offered.text).toContain(words)
    expect(test.reported).toEqual([])
    await test.bot.handleUpdate(press(dataOf(offered, 'Bewaar het met mijn vraag'), under))
    const report = { passages: [psychological.id, zeker.id], kind: 'passage', question: 'Is GET schadelijk?' }
    expect(test.reported).toEqual([report])
    expect(test.of('editMessageText')[1]!.text).toContain('Dank je wel')
    await test.bot.handleUpdate(press(dataOf(offered, 'Bewaar het met mijn vraag'), under))
    expect(test.reported).toEqual([report])
  })

  it('keeps it without the question, or nothing at all', async () => {
    const without = setUp()
    const first = await upToKeeping('Iets anders', without)
    await without.bot.handleUpdate(press(dataOf(first.offered, 'Zonder mijn vraag'), first.under))
    expect(without.reported).toEqual([{ passages: [psychological.id, zeker.id], kind: 'other', question: null }])
    const nothing = setUp()
    const second = await upToKeeping('Verkeerde spreker', nothing)
    await nothing.bot.handleUpdate(press(dataOf(second.offered, 'Laat maar'), second.under))
    await nothing.bot.handleUpdate(press(dataOf(second.ask, 'Laat maar'), second.under))
    expect(nothing.reported).toEqual([])
    expect(nothing.of('editMessageText')[1]!.text).toBe('Goed, ik bewaar niets.')
  })

  it('says so when the question is forgotten', async () => {
    const test = setUp()
    const { offered, under } = await upToKeeping('Verkeerd stuk', test, { forget: true })
    expect(offered.text).toContain('Je vraag weet ik niet meer')
    expect(labels(offered)).toEqual(['Bewaar dit', 'Laat maar'])
    await test.bot.handleUpdate(press(dataOf(offered, 'Bewaar dit'), under))
    expect(test.reported).toEqual([{ passages: [psychological.id, zeker.id], kind: 'passage', question: null }])
  })

  it('works after a restart at every step, with the question that the message shows', async () => {
    const { offered, under } = await upToKeeping('Verkeerd stuk')
    const { bot, reported, of } = setUp()
    await bot.handleUpdate(press(dataOf(offered, 'Bewaar het met mijn vraag'), under))
    expect(reported[0]!.question).toBe('Is GET schadelijk?')
    await bot.handleUpdate(press(dataOf(offered, 'Bewaar het met mijn vraag')))
    expect(of('answerCallbackQuery').at(-1)!.text).toContain('Ik zie je vraag niet meer')
    expect(reported).toHaveLength(1)
  })

  it('in a group leads to the private chat, which begins there', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(groupText('/vraag Is GET schadelijk?'))
    const link = urlOf(of('sendMessage')[0]!, 'Klopt niet?')
    expect(link).toBe(`https://t.me/bronwijzer_bot?start=k_${psychological.id}${zeker.id}`)
    await bot.handleUpdate(text(`/start ${link.split('=')[1]}`))
    expect(of('sendMessage')[1]!.text).toContain('Wat klopt er niet?')
  })

  it('has steps that fit in a button and are read back as they were', () => {
    const passages = [psychological.id, zeker.id, page[0]!.id]
    for (const kind of [null, ...REPORT_KINDS]) {
      for (const keep of [null, 'question', 'no-question', 'nothing'] as const) {
        if (kind === null && keep !== null) continue
        const step = { passages, kind, keep }
        expect(encodeReportStep(step).length).toBeLessThanOrEqual(64)
        expect(decodeReportStep(encodeReportStep(step))).toEqual(step)
      }
    }
    for (const wrong of ['k', 'k:', 'kx:aaaaaaaa', 'kpp:aaaaaaaa', `k:${'a'.repeat(32)}`])
      expect(decodeReportStep(wrong)).toBeNull()
  })
})

describe('the file of reports', () => {
  it('is a line for each, for its owner only, and is read back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'new', 'reports.jsonl')
    const reports = [
      { passages: [zeker.id], kind: 'other', question: 'Met “aanhalingstekens”\nen regels?' },
      { passages: [zeker.id, psychological.id], kind: 'no-answer', question: null },
    ] as const
    await Promise.all(reports.map((report) => fileReports(file).add(report)))
    const { reports: kept, damaged } = parseReports(readFileSync(file))
    expect(kept).toHaveLength(2)
    expect(kept).toMatchObject(kept[0]!.kind === 'other' ? reports : [...reports].reverse())
    expect(damaged).toBe(0)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  const report = (question: string) => ({ passages: [zeker.id], kind: 'other', question }) as const
  const fileWith = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'bronwijzer-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'reports.jsonl')
    writeFileSync(file, text)
    return file
  }

  it('is read in spite of half a line, which does not spoil the next', async () => {
    const file = fileWith('{"version":1,"passa')
    await fileReports(file).add(report('een'))
    const { reports, damaged } = parseReports(readFileSync(file))
    expect(reports).toMatchObject([{ question: 'een' }])
    expect(damaged).toBe(1)
  })

  it.skipIf(!existsSync('/dev/full'))('says so when the disk is full', async () => {
    await expect(fileReports('/dev/full').add(report('een'))).rejects.toThrow(NotSavedError)
  })

  it('loses none that is added while another is removed, and leaves nothing of that one', async () => {
    const file = fileWith('')
    const store = fileReports(file)
    for (const question of ['één', 'twee', 'drie']) await store.add(report(question))
    const before = statSync(file)
    const { reports } = parseReports(readFileSync(file))
    await store.add(report('vier'))
    removeReport(file, reports[1]!)
    const left = parseReports(readFileSync(file))
    expect(left.reports.map(({ question }) => question)).toEqual(['één', 'drie', 'vier'])
    expect(left.damaged).toBe(0)
    expect(readFileSync(file, 'utf8')).not.toContain('twee')
    expect(statSync(file)).toMatchObject({ ino: before.ino, uid: before.uid, mode: before.mode })
  })
})

describe('a report that becomes a question', () => {
  const lines = (text: string): string[] => text.split('\n')

  it('adds an example and changes nothing else', () => {
    const yaml = readFileSync('corpus/mecvs-behandeling/questions.yaml', 'utf8')
    const once = addExample(yaml, psychological, 'Zit het: "tussen je oren"?')
    const twice = addExample(once, psychological, 'nog een')
    expect(lines(once).filter((line) => !lines(yaml).includes(line))).toEqual([
      '      r:',
      `        - 'Zit het: "tussen je oren"?'`,
    ])
    expect(lines(twice).length - lines(once).length).toBe(1)
    expect(() => addExample(twice, psychological, 'nog een')).toThrow('already')
  })

  it.each(['passages: []\n', '# leeg\npassages:\n  - id: aaaaaaaa\n    begins: Iets\n    questions: {}\n'])(
    'adds a passage that had no questions yet, to %j',
    (yaml) => {
      const changed = addExample(yaml, zeker, 'mag het?')
      expect(changed).toContain(
        `  - id: ${zeker.id}\n    begins: Zeker.\n    questions:\n      r:\n        - mag het?\n`,
      )
      for (const line of lines(yaml).slice(0, -1)) expect(changed).toContain(line.replace(' []', ''))
    },
  )

  it('adds a question without an answer and changes nothing else', () => {
    const yaml = readFileSync('corpus/offtopic.yaml', 'utf8')
    const once = addOffTopic(yaml, 'Wat kost een rolstoel precies?')
    expect(lines(once).filter((line) => !lines(yaml).includes(line))).toEqual([
      '  r:',
      '    - Wat kost een rolstoel precies?',
    ])
    expect(() => addOffTopic(once, 'Wat kost een rolstoel precies?')).toThrow('already')
  })
})
