import fc from 'fast-check'
import type { Passage, SourceDocument, Speaker } from '../../src/corpus/document.ts'
import type { Corpus } from '../../src/corpus/load-corpus.ts'
import type { Range } from '../../src/dutch/sentences.ts'

const NOS: Speaker = { id: 'NOS', name: 'NOS', role: 'asks', aliases: [], kinds: [] }
const NVK: Speaker = { id: 'NVK', name: 'NVK', role: 'answers', aliases: [], kinds: [] }

/** Words as people write them, and as no editor would: emoji of several code points, combining marks, right-to-left, very long. */
const word = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'ME/CVS',
      'rust',
      'behandeling',
      'Echter',
      'Maar',
      'niet',
      'kngf.pdf',
      'pacing',
      'PEM',
      '“citaat”',
      'één',
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom('👩‍👩‍👧‍👦', '🇳🇱', 'e\u0301\u0323', 'שלום', '👍🏽', '𝒳𝒴', 'ﬁ') },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((text) => text.replace(/[\s\p{C}]+/gu, '') || 'x'),
  },
)
const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => `${words.join(' ')}.`)
const sentences = fc.oneof(
  { weight: 8, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 6 }) },
  { weight: 4, arbitrary: fc.array(sentence, { minLength: 7, maxLength: 14 }) },
  { weight: 2, arbitrary: fc.array(sentence, { minLength: 20, maxLength: 60 }) },
  { weight: 1, arbitrary: sentence.map((one) => [one.repeat(80)]) },
)

/** Small corpora with a page and an interview, whose passages may be short, long, or far too long for a message. */
export const randomCorpus: fc.Arbitrary<Corpus> = fc
  .record({
    page: fc.array(sentences, { minLength: 1, maxLength: 5 }),
    interview: fc.array(sentences, { minLength: 2, maxLength: 6 }),
    published: fc.constantFrom(null, '2025-05-22'),
    url: fc.constantFrom(null, 'https://mecvs.nl/over-me-cvs/'),
    title: fc.oneof(
      fc.constant('Behandeling ME/CVS'),
      fc.array(word, { minLength: 1, maxLength: 80 }).map((words) => words.join(' ')),
    ),
  })
  .map(({ page, interview, published, url, title }) =>
    corpusOf([
      documentOf('page', title, page, published, url, [
        { id: 'mecvs', name: 'ME/CVS Stichting', role: 'author', aliases: [], kinds: [] },
      ]),
      documentOf('interview', 'Vragen en antwoorden', interview, null, null, [NOS, NVK]),
    ]),
  )

function documentOf(
  id: string,
  title: string,
  texts: string[][],
  published: string | null,
  url: string | null,
  speakers: Speaker[],
): SourceDocument {
  const passages: Passage[] = []
  for (const [position, list] of texts.entries()) {
    const ranges: Range[] = []
    let text = ''
    for (const one of list) {
      if (text) text += ' '
      ranges.push({ start: text.length, end: text.length + one.length })
      text += one
    }
    const [first] = speakers
    const asks = speakers.length > 1 && position % 3 === 0
    const question =
      speakers.length > 1 && !asks ? passages.findLast(({ speaker }) => speaker.role === 'asks') : undefined
    const intro = speakers.length === 1 && position % 3 === 2 ? passages.at(-1) : undefined
    passages.push({
      id: idOf(id, position),
      documentId: id,
      position,
      start: 0,
      end: text.length,
      text,
      sentences: ranges,
      speaker: speakers.length === 1 ? first! : asks ? NOS : NVK,
      section: position % 2 ? ['Kopje', title] : [],
      answers: question?.id ?? null,
      intro: intro?.id ?? null,
      heading: null,
    })
  }
  return {
    id,
    title,
    publisher: 'Stichting',
    abbreviation: id === 'page' ? 'ME/CVS Stichting' : 'NVK',
    url,
    published,
    publishedNote: null,
    retrieved: null,
    permissionNote: '',
    speakers,
    links: [
      { text: 'kngf.pdf', url: 'https://kngf.nl/kngf.pdf' },
      { text: 'rust behandeling', url: 'https://mecvs.nl/' },
    ],
    text: '',
    passages,
  }
}

function idOf(document: string, position: number): string {
  return `${document.slice(0, 4)}aaa${'abcdefghijklmnopqrstuvwxyz'[position]}`
}

function corpusOf(documents: SourceDocument[]): Corpus {
  const passages = documents.flatMap((document) => document.passages)
  return {
    documents,
    passages,
    passage: (id) => passages.find((passage) => passage.id === id) ?? null,
    document: (id) => documents.find((document) => document.id === id)!,
  }
}
