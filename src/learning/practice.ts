import { join, relative } from 'node:path'
import type { SourceDocument } from '../corpus/document.ts'
import { type JudgedMessage, loadJudgedMessages } from '../corpus/judged-messages.ts'
import { foldersIn, loadCorpus } from '../corpus/load-corpus.ts'
import type { MaxSim } from '../retrieval/maxsim.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { View } from '../retrieval/views.ts'
import { type JudgedQuery, KEPT, lessonOf, MESSAGE_WEIGHT, type QueryLesson, targetOf } from './lesson.ts'
import { mulberry32, shuffle } from './random.ts'

/** Invented sources, and judged messages about them, from which it is learned how new sources are read. None is ever found. */
export interface PracticeSources {
  readonly name: string
  readonly documents: readonly SourceDocument[]
  readonly messages: readonly JudgedMessage[]
}

/** Invented sources beside those of the corpus, in one index. */
export interface Practice {
  readonly name: string
  readonly index: SearchIndex
  /** Passages from this one on are invented. */
  readonly first: number
  /** About the invented sources; passages of the corpus are not judged. */
  readonly messages: readonly JudgedQuery[]
}

const SEED = 2

/**
 * Loads the invented sources: a folder for each few, which is a small corpus with messages.
 * @throws CorpusError with every problem.
 */
export function loadPractice(folder: string): PracticeSources[] {
  return foldersIn(folder, relative(process.cwd(), folder)).map((name) => {
    const own = join(folder, name)
    const corpus = loadCorpus(own)
    return { name, documents: corpus.documents, messages: loadJudgedMessages(own, corpus) }
  })
}

/** What is learned beside invented sources. */
export interface PracticeLesson {
  readonly lesson: QueryLesson
  /** The message about the corpus that it is of, by its place; null for a message about the invented sources. */
  readonly message: number | null
}

/**
 * What is learned of sources that are new. The messages about them are looked up while they have no questions, and, those by
 * half of the authors, while they have a few: the messages by the others. Messages about the corpus are looked up beside them.
 * @param messages about the corpus.
 */
export async function practise(
  practice: readonly Practice[],
  messages: readonly JudgedQuery[],
  maxsim: MaxSim,
  onStep: (step: string, done: number, all: number) => void,
): Promise<PracticeLesson[]> {
  const random = mulberry32(SEED)
  const authors = [...new Set(messages.map(({ author }) => author))].sort()
  const lessons: PracticeLesson[] = []
  const placeOf = new Map(messages.map((message, place) => [message, place]))
  for (const [turn, { name, index, first, messages: own }] of practice.entries()) {
    const ownAuthors = [...new Set(own.map(({ author }) => author))].sort()
    const beside = authors[turn % authors.length]
    const isAsked = ({ author }: View) => ownAuthors.includes(author)
    const kept = fewQuestions(index, (view) => isAsked(view) && view.author !== ownAuthors[0], random)
    const rounds = [
      { asks: own, hides: isAsked, isJudged: (passage: number) => passage >= first },
      {
        asks: own.filter(({ author }) => author === ownAuthors[0]),
        hides: (view: View) => isAsked(view) && !kept.has(view),
        isJudged: (passage: number) => passage >= first,
      },
      {
        asks: messages.filter(({ author }) => author === beside),
        hides: (view: View) => isAsked(view) || view.author === beside,
        isJudged: (passage: number) => passage < first,
      },
    ]
    const all = rounds.reduce((sum, { asks }) => sum + asks.length, 0)
    let done = 0
    for (const { asks, hides, isJudged } of rounds) {
      const others = await index.without(hides)
      for (const message of asks) {
        const weights = { weight: MESSAGE_WEIGHT, isJudged }
        const lesson = await lessonOf(message.toQuery(others), targetOf(message.grades), weights, others, maxsim)
        if (lesson) lessons.push({ lesson, message: placeOf.get(message) ?? null })
        onStep(`practice ${name}`, ++done, all)
      }
    }
  }
  return lessons
}

/** A few of the questions of each passage, of those that may be kept. */
function fewQuestions(
  { views }: SearchIndex,
  mayKeep: (view: View) => boolean,
  random: () => number,
): ReadonlySet<View> {
  const ofPassages = new Map<number, View[]>()
  for (const view of views.filter((one) => one.kind === 'question' && mayKeep(one))) {
    ofPassages.set(view.passage, [...(ofPassages.get(view.passage) ?? []), view])
  }
  const kept = new Set<View>()
  for (const questions of ofPassages.values()) {
    shuffle(questions, random)
    for (const view of questions.slice(0, KEPT[Math.floor(random() * KEPT.length)]!)) kept.add(view)
  }
  return kept
}
