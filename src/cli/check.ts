import { existsSync } from 'node:fs'
import { PATHS, readConfig } from '../config/config.ts'
import { LEAST_QUESTIONS, type QuestionReport, reportQuestions } from '../corpus/check-questions.ts'
import { showControls } from '../corpus/control-characters.ts'
import type { Proposal } from '../corpus/counterparts.ts'
import type { Corpus } from '../corpus/load-corpus.ts'
import { checkFiles } from '../desk/check-files.ts'
import { type FoundQuestion, findQuestions } from '../desk/find-questions.ts'
import { fixCorpus } from '../desk/fix.ts'
import { loadWeights } from '../retrieval/weights.ts'
import { createProgress } from '../terminal/progress.ts'
import { openWithProgress } from './run.ts'

/** Most questions that are listed, worst first. */
const LISTED = 30
/** A question that ranks its own passage lower than this is listed. */
const WELL_FOUND = 3
/** Characters of a passage by which an editor recognises it. */
const BEGINNING = 60

/**
 * Checks every file of the corpus, after filling in what can be computed if asked to, and reports on the example questions.
 * @throws CorpusError with every mistake in every file.
 */
export async function check({ fast, fix }: { readonly fast?: boolean; readonly fix?: boolean }): Promise<void> {
  const config = readConfig()
  if (fix) for (const line of fixCorpus(config.corpusFolder)) print(line)
  if (!existsSync(PATHS.evaluation))
    process.stderr.write('No test/eval: questions are not compared with the evaluation sets.\n')
  const { corpus, questions, proposals } = await checkFiles(config)
  printCounts(reportQuestions(questions, corpus), corpus)
  printProposals(proposals, corpus)
  if (fast) return
  const progress = createProgress('check-corpus')
  const found = await findQuestions(corpus, config, () => openWithProgress(config), progress.update)
  progress.stop()
  printFound(found, corpus)
}

function print(line = ''): void {
  process.stdout.write(`${showControls(line)}\n`)
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

function printFound(found: readonly FoundQuestion[], corpus: Corpus): void {
  const { answered } = loadWeights(PATHS.weights).thresholds
  const ofPassages = found.filter(({ passageId }) => passageId !== null)
  const lost = ofPassages.filter(({ rank }) => rank > WELL_FOUND).sort((a, b) => b.rank - a.rank)
  const named = (id: string | null) => beginning(corpus.passage(id ?? ''))
  print()
  print(
    `Example questions for which their passage is not among the first ${WELL_FOUND}: ${lost.length} of ${ofPassages.length}`,
  )
  for (const { rank, question, author, passageId, first } of lost.slice(0, LISTED))
    print(`  ${rank}  ${question}  (${author}, ${named(passageId)}; first is ${named(first)})`)
  const wrong = found
    .filter(({ passageId, confidence }) => passageId === null && confidence >= answered)
    .sort((a, b) => b.confidence - a.confidence)
  print()
  print(`Questions that nothing answers, and that would be answered; check each against the text: ${wrong.length}`)
  for (const { confidence, question, author, first } of wrong)
    print(`  ${confidence.toFixed(2)}  ${question}  (${author}; ${named(first)})`)
}

/** The first words of a passage, in quotation marks. */
function beginning(passage: { readonly text: string } | null): string {
  return passage ? `"${passage.text.replace(/\s+/g, ' ').slice(0, BEGINNING)}"` : 'nothing'
}
