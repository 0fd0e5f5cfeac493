import { toHtml } from 'hast-util-to-html'
import { describe, expect, it } from 'vitest'
import { findLeaks } from '../../src/corpus/check-questions.ts'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { loadJudgedMessages } from '../../src/corpus/judged-messages.ts'
import { loadCorpus, loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { attempt, type Problem } from '../../src/corpus/problem.ts'
import { loadTerms } from '../../src/corpus/terms.ts'
import { problemList } from '../../src/desk/problem-list.ts'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { folderWith, tinyFiles } from '../support/tiny-corpus.ts'

const t = loadTranslations()('nl')
const listed = (problems: readonly Problem[]) => toHtml(problemList(problems, t))

/** What an editor reads when one file of the tiny corpus is otherwise. */
function readWith(path: string, how: (text: string) => string): string {
  const files: Record<string, string> = {
    'terms.yaml': 'terms: []\nhidden: []\n',
    'messages.jsonl': '',
    ...tinyFiles(),
  }
  const changed = how(files[path] ?? '')
  expect(changed).not.toBe(files[path])
  const folder = folderWith({ ...files, [path]: changed })
  const problems: Problem[] = []
  const corpus = attempt(problems, () => loadCorpus(folder, folder))
  if (corpus) {
    attempt(problems, () => loadExampleQuestions(folder, corpus, folder))
    attempt(problems, () => loadCounterparts(folder, corpus, folder))
    attempt(problems, () => loadJudgedMessages(folder, corpus, folder))
    attempt(problems, () => loadTerms(folder, corpus, folder))
  }
  expect(problems.length).toBeGreaterThan(0)
  return listed(problems)
}

const front = (field: string, value: string) => (text: string) =>
  text.replace(new RegExp(`^${field}: .*`, 'm'), () => `${field}: ${value}`)

describe('what is wrong with the facts of a document', () => {
  it.each([
    ['title', '""', 'Er is geen titel'],
    ['publisher', 'null', 'Van wie deze tekst is'],
    ['abbreviation', '"a\\u0007b"', 'korte naam'],
    ['url', 'www.voorbeeld.nl', 'Schrijf het helemaal'],
    ['published', '22 mei', 'De datum klopt niet'],
    ['publishedNote', '""', 'uitleg bij de datum'],
    ['retrieved', '2025-02-30', 'De dag waarop je de tekst kreeg'],
    ['permissionNote', '""', 'Waarom je dit mag citeren'],
    ['language', 'en', 'alleen teksten in het Nederlands'],
    ['sourceSha256', 'x', 'Lees het bestand opnieuw in'],
  ])('is said in Dutch: %s is %s', (field, value, words) => {
    const list = readWith('pagina/document.md', front(field, value))
    expect(list).toContain(words)
    expect(list).not.toContain('lang="en"')
  })

  it('is said in Dutch of speakers and their labels', () => {
    const nameless = readWith('gesprek/document.md', (text) => text.replace('name: NOS', 'name: ""'))
    expect(nameless).toContain('Bij een spreker klopt iets niet')
    expect(nameless).not.toContain('lang="en"')
    const list = readWith('gesprek/document.md', (text) => text.replace('text: "NOS:"', 'text: "NOS"'))
    expect(list).toContain('Elke regel eindigt op een dubbele punt')
    expect(list).not.toContain('lang="en"')
  })
})

describe('what is wrong with what an editor makes at the desk', () => {
  it.each([
    [
      'a sign that nobody sees',
      'pagina/document.md',
      (text: string) => text.replace('Slaap', 'Sl\u202eaap'),
      'dat niemand ziet',
    ],
    [
      'an unknown speaker',
      'pagina/document.md',
      (text: string) => text.replace('Rust nemen', '<!-- speaker: Jan -->\n\nRust nemen'),
      '“Jan” is geen spreker',
    ],
    [
      'questions of no passage',
      'pagina/questions.yaml',
      (text: string) => text.replace(/id: \w{8}/, 'id: aaaaaaaa'),
      'bij een stuk dat er zo niet is',
    ],
    [
      'a subject without a passage',
      'counterparts.yaml',
      () => 'subjects:\n  - {subject: rust, passages: [aaaaaaaa, bbbbbbbb]}\n',
      'Bij “rust” hoort een stuk dat er niet meer is',
    ],
    [
      'pieces that no longer follow each other',
      'counterparts.yaml',
      () => 'subjects: []\nbound: [[aaaaaaaa, bbbbbbbb]]\n',
      'volgen niet meer op elkaar',
    ],
    [
      'a judged message of no passage',
      'messages.jsonl',
      () => '{"message":"hoi","author":"w1","grades":{"aaaaaaaa":3}}\n',
      'In een lijst naast de bronnen',
    ],
    [
      'a term of no passage',
      'terms.yaml',
      () => 'terms:\n  - {term: PEM, explained: [aaaaaaaa]}\nhidden: []\n',
      'Bij “PEM” hoort een stuk',
    ],
  ])('is said in Dutch: %s', (_what, path, how, words) => {
    const list = readWith(path, how)
    expect(list).toContain(words)
    expect(list).not.toContain('lang="en"')
  })

  it('is said in Dutch of a question that answers are measured with', () => {
    const leaks = findLeaks([{ question: 'helpt <b>rust</b>?', file: 'offtopic.yaml', line: 3 }], ['Helpt b rust b?'])
    expect(listed(leaks)).toMatch(/offtopic\.yaml:3: .*Neem deze vraag niet op: “helpt &#x3C;b>rust/)
  })
})

describe('what nobody can mend at the desk', () => {
  it('is said to be for who runs the bot, in a sentence before the English one', () => {
    const list = readWith('pagina/questions.yaml', () => 'passages: [\n')
    expect(list).toMatch(/Geef dit aan wie de bot beheert:<\/strong><span lang="en"> not valid YAML/)
  })
})
