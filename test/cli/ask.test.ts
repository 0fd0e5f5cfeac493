import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { loadCorpus } from '../../src/corpus/load-corpus.ts'
import { CORPUS_FOLDER } from '../support/real-corpus.ts'
import { runCommand } from '../support/run-command.ts'
import { folderWith } from '../support/tiny-corpus.ts'
import { tinyCrossEncoder } from '../support/tiny-cross-encoder.ts'

const ask = (args: readonly string[], input: string | Buffer = '', environment: Record<string, string> = {}) =>
  runCommand(['ask', ...args], input, environment)
const { documents, passages } = loadCorpus(CORPUS_FOLDER)
const texts = new Set(passages.map(({ text }) => text))

/** The shape that scripts rely on. */
const quote = z.strictObject({
  id: z.string().regex(/^[a-z2-7]{8}$/),
  text: z.string().refine((text) => texts.has(text)),
  speaker: z.enum(documents.flatMap(({ speakers }) => speakers.map(({ id }) => id))),
  side: z.string(),
  bound: z.boolean(),
  answers: z.string().nullable(),
  intro: z.string().nullable(),
  items: z.array(z.strictObject({ id: z.string(), text: z.string().refine((text) => texts.has(text)) })).max(8),
  section: z.string().nullable(),
  page: z.string().nullable(),
  score: z.number(),
  source: z.strictObject({
    id: z.enum(documents.map(({ id }) => id)),
    title: z.string(),
    publisher: z.string(),
    published: z.string().nullable(),
    url: z.string().nullable(),
  }),
})
const shape = z.strictObject({
  question: z.string(),
  status: z.enum(['answered', 'related', 'no_answer']),
  reason: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  quotes: z.array(quote).max(3),
  ranked: z.array(quote).max(10),
  asked: z.array(
    z.strictObject({
      voice: z.string(),
      kind: z.enum(['speaker', 'reported', 'silent', 'unknown']),
      speaks: z.boolean(),
    }),
  ),
  sources: z.array(z.strictObject({ id: z.string(), speaks: z.boolean().nullable() })),
  topic: z.string().nullable(),
  signpost: z.strictObject({ kind: z.string(), help: z.strictObject({ nl: z.string(), en: z.string() }) }).nullable(),
  nearest: z.array(z.strictObject({ id: z.string(), title: z.string(), source: z.string() })).max(3),
  term: z.strictObject({ name: z.string(), explained: z.boolean() }).nullable(),
  absent: z.string().nullable(),
  seen: z.array(z.strictObject({ id: z.string(), side: z.string() })),
  bundle: z.string().nullable(),
  danger: z.string().nullable(),
  danger_by: z.enum(['words', 'meaning']).nullable(),
  request: z.string().nullable(),
  elapsed_ms: z.number().min(0),
})
const parse = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => shape.parse(JSON.parse(line)))

describe('ask --json', async () => {
  const questions = [
    'Is graded exercise therapie schadelijk?',
    '',
    'Hoe bak ik een appeltaart?',
    `${'Is GET schadelijk? '.repeat(800)}${'x'.repeat(1184)}`,
    'Kan\u2028dit\u2029op één\u0085regel?',
    'een\rregel?',
    'wat is pacing',
  ]
  expect(questions[3]).toHaveLength(16_384)
  const input = Buffer.concat([
    Buffer.from(`${questions.join('\n')}\n`),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
    Buffer.from('met Windows-einde\r\nzonder einde'),
  ])
  const { status, stdout, stderr } = await ask(['--json'], input)
  const answers = parse(stdout)

  it('prints one object a line, in order, one for each line that it read', () => {
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(answers.map(({ question }) => question)).toEqual([
      ...questions,
      '\ufffd\ufffd\ufffd(',
      'met Windows-einde',
      'zonder einde',
    ])
  })

  it('answers with quotes, and with the ten best passages whatever it decides', () => {
    const [get, , taart] = answers
    expect(get).toMatchObject({ status: 'answered', reason: null })
    expect(get?.quotes.length).toBeGreaterThan(0)
    expect(get?.ranked).toHaveLength(10)
    expect(taart).toMatchObject({ status: 'no_answer', reason: 'not_in_sources', quotes: [] })
    expect(taart?.ranked).toHaveLength(10)
    const scores = get?.ranked.map(({ score }) => score) ?? []
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('gives an NVK answer with the question that it answers', () => {
    for (const { text, speaker, answers: question } of answers.flatMap(({ ranked }) => ranked)) {
      expect(question === null, text).toBe(speaker !== 'NVK')
    }
  })

  it('gives an item of a list with what introduces the list', () => {
    const items = answers.flatMap(({ ranked }) => ranked).filter(({ text }) => /;$|^Pijnbestrijding/.test(text))
    expect(items.length).toBeGreaterThan(0)
    for (const { intro } of items) expect(intro).toMatch(/:$/)
    for (const { speaker, intro } of answers.flatMap(({ ranked }) => ranked))
      if (speaker !== 'mecvs') expect(intro).toBeNull()
  })

  it('gives an empty line no answer, with the reason', () => {
    expect(answers[1]).toMatchObject({ status: 'no_answer', reason: 'empty', quotes: [], ranked: [], confidence: 0 })
  })

  it('reads a line of 100,000 characters', () => {
    expect(answers[3]?.ranked.length).toBeGreaterThan(0)
  })

  it('gives bytes that are no UTF-8 a clear reason', () => {
    expect(answers[7]).toMatchObject({ status: 'no_answer', reason: 'empty' })
  })

  it('of no input prints nothing', async () => {
    expect(await ask(['--json'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('of a question among the arguments answers that one', async () => {
    const [only, ...others] = parse((await ask(['--json', '--limit', '1', 'Is', 'GET', 'schadelijk?'])).stdout)
    expect(others).toEqual([])
    expect(only?.question).toBe('Is GET schadelijk?')
    expect(only?.quotes).toHaveLength(1)
  })

  it('ends quietly when whoever reads stops early', async () => {
    const folder = folderWith({ 'questions.txt': 'Is GET schadelijk?\n'.repeat(200) })
    const command = `bin/bronwijzer ask --json < "${join(folder, 'questions.txt')}" | head -n 1`
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: PROJECT_FOLDER })
    expect(parse(stdout)).toHaveLength(1)
    expect(stderr).toBe('')
  })
})

describe('ask', () => {
  it('prints a quote with who said it, without escape codes where there is no terminal', async () => {
    const { status, stdout, stderr } = await ask(['Is graded exercise therapie schadelijk?'])
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^ {2}│ /m)
    expect(stdout).toMatch(/^ {2}— ME\/CVS Stichting Nederland$/m)
    expect(stdout).toMatch(/^ {2}— NVK, in antwoord op NOS$/m)
    expect(stdout).toContain('datum onbekend')
    expect(stdout).not.toContain('\u001b')
  })

  it('says it in the language of the question, unless another one is asked for', async () => {
    const limited = ['--limit', '1']
    expect((await ask([...limited, 'Does graded exercise therapy do harm?'])).stdout).toContain('date unknown')
    expect((await ask([...limited, '--language', 'nl', 'Does graded exercise do harm?'])).stdout).toContain(
      'datum onbekend',
    )
  })

  it('says it in English around the same Dutch quotes', async () => {
    const { stdout } = await ask(['--language', 'en', '--limit', '1', 'Is graded exercise therapy harmful?'])
    expect(stdout).toContain('date unknown')
    expect(stdout).not.toContain('datum onbekend')
    expect(stdout.match(/^ {2}— /gm)).toHaveLength(1)
  })

  it.each([
    [{ CORPUS_FOLDER: '/geen/corpus' }, /is missing/],
    [{ EMBEDDING_MODEL: join('embeddings', 'convert') }, /The model file .*config\.json is missing\./],
    [{ BOT_TOKEN: 'geheim' }, /BOT_TOKEN/],
  ])('fails with a sentence, and no stack trace, with the settings %j', async (environment, message) => {
    const { status, stdout, stderr } = await ask(['Is GET schadelijk?'], '', environment as Record<string, string>)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^ {4}at |geheim/m)
  })

  it('explains itself when asked to', async () => {
    const { stdout } = await ask(['--json', '--explain', 'Is GET schadelijk?'])
    const { explanation } = JSON.parse(stdout)
    expect(explanation.lookedUp).toBe('Is graded exercise schadelijk?')
    expect(explanation.candidates[0].probability).toBeGreaterThan(0.5)
    expect(Object.keys(explanation.candidates[0].features).length).toBeGreaterThan(20)
    expect(explanation.confidence).toBeGreaterThan(0)
  })
})

describe('a reranker', () => {
  const question = 'Is ME/CVS te genezen?'
  const ranked = async (environment: Record<string, string>) => {
    const { stdout, stderr, status } = await ask(['--json', question], '', environment)
    expect(status).toBe(0)
    return { ids: shape.parse(JSON.parse(stdout)).ranked.map(({ id }) => id), stderr }
  }

  it('orders the best passages, and says until it is tuned with that it does nothing more', async () => {
    const alone = await ranked({})
    const read = await ranked({ RERANKER_MODEL: tinyCrossEncoder(['de']), RERANKER_TIMEOUT: '10000' })
    expect(read.ids).not.toEqual(alone.ids)
    expect(read.ids.toSorted()).toEqual(alone.ids.toSorted())
    expect(read.stderr).toBe(
      'The weights were not tuned with this reranker: it only orders the best passages. Run "npm run tune" to let it count in what is answered.\n',
    )
  })

  it('that can not be reached costs one line, and no answer', async () => {
    const alone = await ranked({})
    const read = await ranked({ RERANKER_URL: 'http://127.0.0.1:1/rerank' })
    expect(read.ids).toEqual(alone.ids)
    expect(read.stderr).toContain("Answering without the reranker of RERANKER_URL: it can't be reached.")
    expect(read.stderr).not.toContain('genezen')
  })
})
