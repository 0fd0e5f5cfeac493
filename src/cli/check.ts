import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, PROJECT_FOLDER, readConfig } from '../config/config.ts'
import { findLeaks, LEAST_QUESTIONS, type QuestionReport, reportQuestions } from '../corpus/check-questions.ts'
import { showControls } from '../corpus/control-characters.ts'
import { loadCounterparts, type Proposal, proposeCounterparts } from '../corpus/counterparts.ts'
import { loadFormer } from '../corpus/former.ts'
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
import { loadTokenCounter } from '../embedding/embedder.ts'
import { readMeasured } from '../evaluation/sets.ts'
import { loadAbbreviations } from '../retrieval/abbreviations.ts'
import { loadLexicon } from '../retrieval/lexicon.ts'
import { findTooLong, SURELY_FITS } from '../retrieval/too-long.ts'
import { viewsOf } from '../retrieval/views.ts'
import { loadSafety } from '../safety/danger.ts'
import { loadRequests } from '../safety/request.ts'
import { loadSignposts } from '../safety/signposts.ts'
import { beginning, findQuestions } from './find-questions.ts'
import { fixCorpus } from './fix.ts'

/** Most questions that are listed, worst first. */
const LISTED = 30

/**
 * Checks every file of the corpus, after filling in what can be computed if asked to, and reports on the example questions.
 * @throws CorpusError with every mistake in every file.
 */
export async function check({ fast, fix }: { readonly fast?: boolean; readonly fix?: boolean }): Promise<void> {
  const config = readConfig()
  if (fix) for (const line of fixCorpus(config.corpusFolder)) print(line)
  const { corpus, questions, proposals } = await checkFiles(config)
  printCounts(reportQuestions(questions, corpus), corpus)
  printProposals(proposals, corpus)
  if (!fast) for (const line of await findQuestions(corpus, config)) print(line)
}

/** Passages that the model can't read whole. Counting needs no model, and few passages are so long. */
async function tooLongIn(corpus: Corpus, { corpusFolder, model }: Config): Promise<Problem[]> {
  const views = viewsOf(corpus, [], []).filter(({ text }) => text.length >= SURELY_FITS)
  return views.length > 0 ? findTooLong(corpus, views, await loadTokenCounter(model), corpusFolder) : []
}

function print(line = ''): void {
  process.stdout.write(`${showControls(line)}\n`)
}

/** @throws CorpusError with every mistake in every file. */
async function checkFiles(config: Config): Promise<{
  corpus: Corpus
  questions: ExampleQuestion[]
  proposals: Proposal[]
}> {
  const { corpusFolder } = config
  const problems: Problem[] = []
  const corpus = attempt(problems, () => loadCorpus(corpusFolder))
  const questions = corpus && attempt(problems, () => loadExampleQuestions(corpusFolder, corpus))
  const counterparts = corpus && attempt(problems, () => loadCounterparts(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadTerms(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadFormer(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadVoices(join(corpusFolder, 'voices.yaml'), corpus))
  if (corpus) problems.push(...reviewCorpus(corpusFolder, corpus), ...(await tooLongIn(corpus, config)))
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
