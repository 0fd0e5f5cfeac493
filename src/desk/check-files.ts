import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, PATHS } from '../config/config.ts'
import { findLeaks } from '../corpus/check-questions.ts'
import { loadCounterparts, type Proposal, proposeCounterparts } from '../corpus/counterparts.ts'
import { loadFormer } from '../corpus/former.ts'
import { loadIllnesses } from '../corpus/illnesses.ts'
import { loadJudgedMessages, MEASURED_FILE } from '../corpus/judged-messages.ts'
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
import { loadAsides } from '../safety/asides.ts'
import { loadSafety } from '../safety/danger.ts'
import { loadRequests } from '../safety/request.ts'
import { loadSignposts } from '../safety/signposts.ts'

/** A corpus without mistakes. */
export interface CheckedFiles {
  readonly corpus: Corpus
  readonly questions: readonly ExampleQuestion[]
  /** Passages that may belong in counterparts.yaml. */
  readonly proposals: readonly Proposal[]
}

/**
 * Reads every file of a corpus, without its index or the model.
 * @throws CorpusError with every mistake in every file.
 */
export async function checkFiles(config: Pick<Config, 'corpusFolder' | 'model'>): Promise<CheckedFiles> {
  const { corpusFolder } = config
  const problems: Problem[] = []
  const corpus = attempt(problems, () => loadCorpus(corpusFolder))
  const questions = corpus && attempt(problems, () => loadExampleQuestions(corpusFolder, corpus))
  const counterparts = corpus && attempt(problems, () => loadCounterparts(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadTerms(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadFormer(corpusFolder, corpus))
  if (corpus) attempt(problems, () => loadVoices(join(corpusFolder, 'voices.yaml'), corpus))
  if (corpus) problems.push(...reviewCorpus(corpusFolder, corpus), ...(await tooLongIn(corpus, config)))
  attempt(problems, () => loadIllnesses(join(corpusFolder, 'illnesses.yaml')))
  attempt(problems, () => loadLexicon(join(corpusFolder, 'lexicon.yaml')))
  attempt(problems, () => loadAbbreviations(join(corpusFolder, 'abbreviations.yaml')))
  attempt(problems, () => loadSafety(join(corpusFolder, 'safety.yaml')))
  attempt(problems, () => loadAsides(join(corpusFolder, 'asides.yaml')))
  if (corpus) attempt(problems, () => loadSignposts(join(corpusFolder, 'signposts.yaml'), corpus))
  attempt(problems, () => loadRequests(join(corpusFolder, 'requests.yaml')))
  const measuredWith = (corpus && attempt(problems, () => measuredBeside(corpusFolder, corpus))) ?? []
  if (questions) problems.push(...findLeaks(questions, measuredWith))
  const messages = corpus && attempt(problems, () => loadJudgedMessages(corpusFolder, corpus))
  if (messages) {
    const asked = messages.map((one) => ({ ...one, question: one.message }))
    problems.push(...findLeaks(asked, measuredWith))
  }
  if (!corpus || !questions || !messages || !counterparts || problems.length > 0) throw new CorpusError(problems)
  return { corpus, questions, proposals: proposeCounterparts(messages, counterparts, corpus) }
}

/**
 * Every question and message with which answers are measured: of the tests, and of a corpus itself.
 * @param shown what paths in messages are relative to.
 * @throws CorpusError with what is wrong with the latter.
 */
export function measuredBeside(corpusFolder: string, corpus: Corpus, shown?: string): string[] {
  return [
    ...(existsSync(PATHS.evaluation) ? readMeasured(PATHS.evaluation) : []),
    ...loadJudgedMessages(corpusFolder, corpus, shown, MEASURED_FILE).map(({ message }) => message),
  ]
}

/** Passages that the model can't read whole. Counting needs no model, and few passages are so long. */
async function tooLongIn(
  corpus: Corpus,
  { corpusFolder, model }: Pick<Config, 'corpusFolder' | 'model'>,
): Promise<Problem[]> {
  const views = viewsOf(corpus, [], []).filter(({ text }) => text.length >= SURELY_FITS)
  return views.length > 0 ? findTooLong(corpus, views, await loadTokenCounter(model), corpusFolder) : []
}
