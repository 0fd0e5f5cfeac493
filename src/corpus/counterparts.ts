import { join } from 'node:path'
import { z } from 'zod'
import type { Range } from '../dutch/sentences.ts'
import type { Passage } from './document.ts'
import type { JudgedMessage } from './judged-messages.ts'
import type { Corpus } from './load-corpus.ts'
import { CorpusError, type Problem, type ProblemKind } from './problem.ts'
import { readYamlFile } from './read-yaml.ts'

const schema = z.strictObject({
  subjects: z.array(
    z
      .strictObject({
        subject: z.string().min(1),
        dispute: z.boolean().optional(),
        passages: z.array(z.string()).min(2).optional(),
        positions: z.record(z.string().min(1), z.array(z.string()).min(1)).optional(),
        core: z.array(z.string()).optional(),
      })
      .refine(({ passages, positions }) => (passages === undefined) !== (positions === undefined), {
        error: 'expected either "passages" or "positions"',
      }),
  ),
  bound: z.array(z.tuple([z.string(), z.string()])).optional(),
  qualified: z.array(z.strictObject({ by: z.string(), passages: z.array(z.string()).min(1) })).optional(),
  undisputed: z.array(z.string().min(1)).optional(),
  disputed: z.array(z.string().min(1)).optional(),
  views: z.array(z.string()).min(2).optional(),
})

/** A subject on which several sides speak. */
export interface Subject {
  readonly subject: string
  /** Whether the sides differ, so that none may stand alone. */
  readonly inDispute: boolean
  /** Ids of passages that are about nothing else, so that a question which they answer is in dispute. */
  readonly core: ReadonlySet<string>
  /** The side of each of its passages, by id: the position that an editor gives, or the publisher. */
  readonly sides: ReadonlyMap<string, string>
}

/** Subjects that an editor names, and who speaks in a passage. */
export interface Counterparts {
  passage(id: string): Passage | null
  /** The subjects of a passage. */
  subjectsOf(passageId: string): readonly Subject[]
  /** On which side a passage stands, outside a subject: its publisher's, or of an asker its own. */
  sideOf(passage: Passage): string
  /**
   * The passage without which an editor says that one is never quoted: its pair, or what qualifies all that a list names; null for most.
   */
  boundTo(passage: Passage): Passage | null
  /** Whether a passage is in no dispute, and never quoted with another. */
  standsAlone(passage: Passage): boolean
  /** Whether an editor says of a sentence of a passage that nobody disputes it, though the rest is in dispute. */
  isUndisputed(passage: Passage, sentence: Range): boolean
  /** Whether an editor says of a sentence of a passage that it is about nothing but what is in dispute. */
  isDisputed(passage: Passage, sentence: Range): boolean
  /** For who asks which side is right, and names no subject: one passage of each that states its view. None where no editor names them. */
  readonly views: readonly Passage[]
  readonly subjects: readonly Subject[]
}

/**
 * Loads counterparts.yaml: which passages of different publishers, or positions, are about the same subject.
 * @throws CorpusError naming the line, when an id or a sentence is unknown or a subject has only one side.
 */
export function loadCounterparts(folder: string, corpus: Corpus, shown = process.cwd()): Counterparts {
  const { value, lineOf, file } = readYamlFile(join(folder, 'counterparts.yaml'), schema, shown)
  const problems: Problem[] = []
  const report = (line: number, message: string, remedy: string, kind: ProblemKind, detail = '') =>
    problems.push({ file, line, message, remedy, kind, detail })
  const subjects = value.subjects.map(({ subject, dispute = false, passages, positions, core = [] }, at): Subject => {
    const line = lineOf(['subjects', at, positions ? 'positions' : 'passages'])
    const sides = new Map<string, string>()
    for (const [position, ids] of Object.entries(positions ?? { '': passages ?? [] })) {
      for (const id of ids) {
        const passage = corpus.passage(id)
        if (passage) sides.set(id, position || sideOf(passage, corpus))
        else
          report(
            line,
            `no passage has the id "${id}".`,
            'Correct it, or remove it from the subject.',
            'no-passage',
            subject,
          )
      }
    }
    for (const id of core) {
      if (!sides.has(id))
        report(line, `"${id}" is core, but on no side.`, 'Add it to the passages, or remove it.', 'no-passage', subject)
    }
    if (new Set(sides.values()).size < 2) {
      report(
        line,
        `"${subject}" has passages of one side only.`,
        'Add one of another publisher, or name positions.',
        'one-side',
        subject,
      )
    }
    return { subject, inDispute: dispute, core: new Set(core), sides }
  })
  const bound = (value.bound ?? []).flatMap((ids, at): Pair[] => {
    const [one, other] = ids.map((id) => corpus.passage(id))
    if (one && other?.documentId === one.documentId && other.position === one.position + 1) return [[one, other]]
    const line = lineOf(['bound', at])
    report(
      line,
      `${ids.join(' and ')} don't follow each other.`,
      'Bind a passage and the next one of its document.',
      'bound',
    )
    return []
  })
  const qualifiers = new Map<string, Passage>()
  for (const [at, { by, passages }] of (value.qualified ?? []).entries()) {
    const line = lineOf(['qualified', at])
    const remedy = 'Correct it, or remove it.'
    for (const id of [by, ...passages]) {
      if (!corpus.passage(id)) report(line, `no passage has the id "${id}".`, remedy, 'no-passage')
    }
    for (const id of passages) {
      const [one, other] = [corpus.passage(id), corpus.passage(by)]
      if (!one || !other) continue
      if (one === other || one.documentId !== other.documentId)
        report(line, `${by} can't qualify ${id}.`, 'Name another passage of the same document.', 'bound')
      else qualifiers.set(id, other)
    }
  }
  const { undisputed = [], disputed = [] } = value
  const inDispute = subjects
    .filter((subject) => subject.inDispute)
    .flatMap(({ sides }) => [...sides.keys()].flatMap((id) => corpus.passage(id) ?? []))
  for (const [list, all] of Object.entries({ undisputed, disputed })) {
    for (const [at, begin] of all.entries()) {
      if (inDispute.some((passage) => passage.sentences.some((sentence) => begins(passage, sentence, begin)))) continue
      const message = `no sentence of a passage in dispute begins with "${begin}".`
      report(lineOf([list, at]), message, 'Correct it, or remove it.', 'no-sentence', begin)
    }
  }
  const views = (value.views ?? []).flatMap((id, at) => {
    const passage = corpus.passage(id)
    if (!passage)
      report(lineOf(['views', at]), `no passage has the id "${id}".`, 'Correct it, or remove it.', 'no-passage')
    return passage ? [passage] : []
  })
  if (value.views && new Set(views.map((passage) => sideOf(passage, corpus))).size < views.length) {
    const message = 'two views are of one side.'
    report(lineOf(['views']), message, 'Name one passage of each side that states its view.', 'one-side', 'views')
  }
  if (problems.length > 0) throw new CorpusError(problems)
  return counterpartsOf(subjects, corpus, bound, undisputed, qualifiers, { disputed, views })
}

type Pair = readonly [Passage, Passage]

function begins({ text }: Passage, { start }: Range, begin: string): boolean {
  return text.startsWith(begin, start)
}

/**
 * The counterparts of a corpus in which these subjects are named, these passages bound, sentences that begin so undisputed or about
 * nothing but a dispute, passages qualified by others, by id, and these the views of all sides.
 */
export function counterpartsOf(
  subjects: readonly Subject[],
  corpus: Corpus,
  bound: readonly Pair[] = [],
  undisputed: readonly string[] = [],
  qualifiers: ReadonlyMap<string, Passage> = new Map(),
  { disputed = [], views = [] }: { readonly disputed?: readonly string[]; readonly views?: readonly Passage[] } = {},
): Counterparts {
  const byPassage = new Map<string, Subject[]>()
  for (const subject of subjects) {
    for (const id of subject.sides.keys()) byPassage.set(id, [...(byPassage.get(id) ?? []), subject])
  }
  const subjectsOf = (id: string) => byPassage.get(id) ?? []
  const pairOf = (passage: Passage) =>
    bound.find((pair) => pair.includes(passage))?.find((one) => one !== passage) ?? null
  const boundTo = (passage: Passage) => pairOf(passage) ?? qualifiers.get(passage.id) ?? null
  return {
    subjects,
    passage: corpus.passage,
    subjectsOf,
    sideOf: (passage) => sideOf(passage, corpus),
    boundTo,
    standsAlone: (passage) => boundTo(passage) === null && subjectsOf(passage.id).every(({ inDispute }) => !inDispute),
    isUndisputed: (passage, sentence) => undisputed.some((begin) => begins(passage, sentence, begin)),
    isDisputed: (passage, sentence) => disputed.some((begin) => begins(passage, sentence, begin)),
    views,
  }
}

/** Two passages of different sides that may be about one subject. */
export interface Proposal {
  readonly passages: readonly [string, string]
  /** Messages that both answer or help. */
  readonly messages: readonly string[]
}

/** Grade from which a passage answers or helps. */
const HELPS = 2

/**
 * Passages of different sides that answer the same judged messages and are on no subject together: an editor may want to name one.
 * @param least fewest messages that both answer.
 * @returns those with the most messages first.
 */
export function proposeCounterparts(
  messages: readonly JudgedMessage[],
  { subjectsOf, sideOf }: Counterparts,
  corpus: Corpus,
  least = 2,
): Proposal[] {
  const shared = new Map<string, string[]>()
  for (const { message, grades } of messages) {
    const helping = corpus.passages.filter(({ id }) => (grades.get(id) ?? 0) >= HELPS)
    for (const [at, one] of helping.entries()) {
      for (const other of helping.slice(at + 1)) {
        if (sideOf(one) === sideOf(other) || subjectsOf(one.id).some(({ sides }) => sides.has(other.id))) continue
        const pair = `${one.id} ${other.id}`
        shared.set(pair, [...(shared.get(pair) ?? []), message])
      }
    }
  }
  return Array.from(shared, ([pair, messages]): Proposal => {
    const [one = '', other = ''] = pair.split(' ')
    return { passages: [one, other], messages }
  })
    .filter(({ messages }) => messages.length >= least)
    .sort((a, b) => b.messages.length - a.messages.length)
}

/** What an asker says is not the publisher's view. */
function sideOf({ documentId, speaker }: Passage, corpus: Corpus): string {
  return speaker.role === 'asks' ? speaker.name : corpus.document(documentId).publisher
}
