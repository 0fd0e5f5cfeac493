import { loadJudgedMessages } from '../corpus/judged-messages.ts'
import { loadExampleQuestions } from '../corpus/load-corpus.ts'
import { type CheckedDraft, checkDrafts, openSearchers } from './check-drafts.ts'
import { measuredBeside } from './check-files.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './propose-questions.ts'

/**
 * Checks drafts of questions against all that the draft of the corpus asks and finds.
 * @param waiting drafts that were checked before and wait for an editor.
 * @throws CorpusError, or another Error, when the draft can't be opened.
 */
export async function checkInDraft(
  { drafts: { folder }, open }: Pick<Desk, 'drafts' | 'open'>,
  proposed: readonly Draft[],
  waiting: readonly Draft[] = [],
): Promise<CheckedDraft[]> {
  const product = await open('draft')
  const { corpus } = product
  const known = [
    ...loadExampleQuestions(folder, corpus, folder),
    ...loadJudgedMessages(folder, corpus, folder).map(({ message }) => ({ question: message, passageId: null })),
    ...waiting,
  ]
  const searchers = await openSearchers(product, folder)
  return checkDrafts(proposed, searchers, known, measuredBeside(folder, corpus, folder))
}
