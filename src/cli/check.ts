import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, PATHS, PROJECT_FOLDER, readConfig } from '../config/config.ts'
import { findLeaks, LEAST_QUESTIONS, type QuestionReport, reportQuestions } from '../corpus/check-questions.ts'
import { showControls } from '../corpus/control-characters.ts'
import { loadCounterparts, type Proposal, proposeCounterparts } from '../corpus/counterparts.ts'
import { loadJudgedMessages } from '../corpus/judged-messages.ts'
import {
  type Corpus,
  type ExampleQuestion,
  loadCorpus,
  loadExampleQuestions,
  reviewCorpus,
} from '../corpus/load-corpus.ts'
import { attempt, CorpusError, type Problem } from '../corpus/problem.ts'
import { loadTerms } from '../corpus/terms.ts'
import { loadVoices } from '../corpus/voices.ts'
import { readMeasured } from '../evaluation/sets.ts'
import type { Product } from '../product.ts'
import { loadAbbreviations } from '../retrieval/abbreviations.ts'
import { loadLexicon } from '../retrieval/lexicon.ts'
import { loadMaxSim } from '../retrieval/maxsim.ts'
import { storedQuery } from '../retrieval/query.ts'
import { createSearcher, type Searcher } from '../retrieval/searcher.ts'
import { loadSafety } from '../safety/danger.ts'
import { loadRequests } from '../safety/request.ts'
import { loadSignposts } from '../safety/signposts.ts'
import { createProgress } from '../terminal/progress.ts'
import { openWithProgress } from './run.ts'

/** Most questions that are listed, worst first. */
const LISTED = 30
/** A question that ranks its own passage lower than this is listed. */
const WELL_FOUND = 3
/** Characters of a passage by which an editor recognises it. */
const BEGINNING = 60

/**
 * Checks every file of the corpus, and reports on the example questions.
 * @throws CorpusError with every mistake in every file.
 */
export async function check({ fast }: { readonly fast?: boolean }): Promise<void> {
  const config = readConfig()
  const { corpus, questions, proposals } = checkFiles(config)
  printCounts(reportQuestions(questions, corpus), corpus)
  printProposals(proposals, corpus)
  if (!fast) await printFound(await openWithProgress(config), config)
}

function print(line = ''): void {
  process.stdout.write(`${showControls(line)}\n`)
}

/** @throws CorpusError with every mistake in every file. */
function checkFiles({ corpusFolder }: Config): {
  corpus: Corpus
  questions: ExampleQuestion[]
  proposals: Proposal[]
} {
  const problems: Problem[] = []
  const corpus = attempt(problems, () => loadCorpus(corpusFolder))
  const questions = corpus && attempt(problems, () => loadExampleQuestions(corpusFolder, corpus))
  const counterparts = corpus && attempt(problems, () => loadCounterparts(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadTerms(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadVoices(join(corpusFolder, 'voices.yaml'), corpus))
  if (corpus) problems.push(...reviewCorpus(corpusFolder, corpus))
  attempt(problems, () => loadLexicon(join(corpusFolder, 'lexicon.yaml')))
  attempt(problems, () => loadAbbreviations(join(corpusFolder, 'abbreviations.yaml')))
  attempt(problems, () => loadSafety(join(corpusFolder, 'safety.yaml')))
  if (corpus) attempt(problems, () => loadSignposts(join(corpusFolder, 'signposts.yaml'), corpus))
  attempt(problems, () => loadRequests(join(corpusFolder, 'requests.yaml')))
  const folder = join(PROJECT_FOLDER, 'test', 'eval')
  const measuredWith = existsSync(folder) ? readMeasured(folder) : []
  if (measuredWith.length === 0)
    process.stderr.write('No test/eval: questions are not compared with the evaluation sets.\n')
  if (questions) problems.push(...findLeaks(questions, measuredWith))
  const messages = corpus && attempt(problems, () => loadJudgedMessages(corpusFolder, corpus))
  if (messages) {
    const asked = messages.map((one) => ({ ...one, question: one.message }))
    problems.push(...findLeaks(asked, measuredWith))
  }
  if (!corpus || !questions || !messages || !counterparts || problems.length > 0) throw new CorpusError(problems)
  return { corpus, questions, proposals: proposeCounterparts(messages, counterparts, corpus) }
}

function beginning(passage: { readonly text: string } | null | undefined): string {
  return passage ? `"${passage.text.replace(/\s+/g, ' ').slice(0, BEGINNING)}"` : 'nothing'
}

function printCounts({ passages, offTopic, repeated }: QuestionReport, corpus: Corpus): void {
  const total = passages.reduce((sum, { questions }) => sum + questions, 0)
  print(`${corpus.documents.length} documents, ${corpus.passages.length} passages, ${total} example questions`)
  for (const { passageId, questions, byAuthor } of passages) {
    const authors = [...byAuthor].map(([author, count]) => `${author} ${count}`).join(', ')
    print(`  ${passageId} ${String(questions).padStart(4)}  (${authors})  ${beginning(corpus.passage(passageId))}`)
  }
  const few = passages.filter(({ questions }) => questions < LEAST_QUESTIONS)
  print()
  print(`Passages with fewer than ${LEAST_QUESTIONS} questions: ${few.length}`)
  for (const { passageId, questions } of few)
    print(`  ${passageId} ${questions}  ${beginning(corpus.passage(passageId))}`)
  print()
  print(`Questions at more than one place: ${repeated.length}`)
  for (const [first, ...others] of repeated) {
    print(`  ${[first!, ...others].map(({ file, line }) => `${file}:${line}`).join(', ')}: ${first!.question}`)
  }
  print()
  const kinds = [...offTopic].map(([kind, count]) => `${kind} ${count}`)
  print(`Questions that nothing answers: ${[...offTopic.values()].reduce((sum, count) => sum + count, 0)}`)
  print(`  ${kinds.join(', ')}`)
}

function printProposals(proposals: readonly Proposal[], corpus: Corpus): void {
  print()
  print(
    `Passages of different sides that answer the same messages; name their subject in counterparts.yaml, if it is one: ${proposals.length}`,
  )
  for (const { passages, messages } of proposals.slice(0, LISTED)) {
    const named = passages.map((id) => `${id} ${beginning(corpus.passage(id))}`)
    print(`  ${messages.length}  ${named.join(' and ')}: ${messages[0]}`)
  }
}

/** Looks up every question in an index without its author's others. */
async function printFound({ index, corpus, embedder, weights }: Product, { corpusFolder }: Config): Promise<void> {
  const maxsim = await loadMaxSim(PATHS.maxsim)
  const lexicon = loadLexicon(join(corpusFolder, 'lexicon.yaml'))
  const abbreviate = loadAbbreviations(join(corpusFolder, 'abbreviations.yaml'))
  const authors = [...new Set(index.views.map(({ author }) => author))].filter((author) => author !== '').sort()
  const lost: { rank: number; line: string }[] = []
  const answered: { confidence: number; line: string }[] = []
  const progress = createProgress('check-corpus')
  const exampleQuestions = index.views.filter(({ kind }) => kind === 'question').length
  const asked = exampleQuestions + index.views.filter(({ kind }) => kind === 'off-topic').length
  let done = 0
  const lookUp = async (kind: 'question' | 'off-topic', author: string, judge: Judge) => {
    const hidden = await index.without((view) => view.kind === kind && view.author === author)
    const searcher = createSearcher({ corpus, embedder, index: hidden, maxsim, lexicon, abbreviate, weights })
    for (const [view, { kind: own, author: by }] of index.views.entries()) {
      if (own !== kind || by !== author) continue
      judge(view, await searcher.rank(storedQuery(view, hidden, lexicon)))
      progress.update(++done, asked)
    }
  }
  for (const author of authors) {
    await lookUp('question', author, (view, { candidates }) => {
      const { passage, text } = index.views[view]!
      const at = candidates.findIndex((candidate) => candidate.passage === passage)
      const rank = at < 0 ? candidates.length + 1 : at + 1
      if (rank <= WELL_FOUND) return
      const first = corpus.passages[candidates[0]?.passage ?? -1]
      const line = `${rank}  ${text}  (${author}, ${beginning(corpus.passages[passage])}; first is ${beginning(first)})`
      lost.push({ rank, line })
    })
    await lookUp('off-topic', author, (view, { candidates, confidence }) => {
      if (confidence < weights.thresholds.answered) return
      const first = corpus.passages[candidates[0]?.passage ?? -1]
      answered.push({
        confidence,
        line: `${confidence.toFixed(2)}  ${index.views[view]!.text}  (${author}; ${beginning(first)})`,
      })
    })
  }
  progress.stop()
  lost.sort((a, b) => b.rank - a.rank)
  print()
  print(
    `Example questions for which their passage is not among the first ${WELL_FOUND}: ${lost.length} of ${exampleQuestions}`,
  )
  for (const { line } of lost.slice(0, LISTED)) print(`  ${line}`)
  answered.sort((a, b) => b.confidence - a.confidence)
  print()
  print(`Questions that nothing answers, and that would be answered; check each against the text: ${answered.length}`)
  for (const { line } of answered) print(`  ${line}`)
}

type Judge = (view: number, result: Awaited<ReturnType<Searcher['rank']>>) => void
