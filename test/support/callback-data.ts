import { encodeQuestion } from '../../src/telegram/buttons.ts'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import { ASK_CHECKED } from '../../src/telegram/messages/render-check.ts'
import { encodeReportStep } from '../../src/telegram/messages/render-report.ts'
import { encodeSettingsChange } from '../../src/telegram/messages/render-settings.ts'
import { encodeScreen } from '../../src/telegram/messages/screen.ts'
import { realCorpus } from './real-corpus.ts'

const [first] = realCorpus().passages
const id = first!.id

/** Everything that a button of the bot carries, and what a forger makes up. */
export const CALLBACK_DATA: Readonly<Record<string, string>> = {
  quotes: encodeScreen({
    kind: 'quotes',
    occasion: 'answer',
    request: null,
    others: 'unknown',
    shown: [{ id, sentence: null }],
    more: [],
    certain: 0,
    page: 0,
  }),
  reading: encodeScreen({ kind: 'reading', id, part: 0, back: null }),
  position: `i${id}`,
  'example question': encodeQuestion(EXAMPLE_QUESTIONS[0]!),
  'forged question': encodeQuestion('De aarde is plat?'),
  language: 'l:en',
  'ask what was checked': ASK_CHECKED,
  'begin a report': encodeReportStep({ passages: [id], kind: null, keep: null }),
  'keep a report': encodeReportStep({ passages: [id], kind: 'passage', keep: 'no-question' }),
  'keep a report of nothing': 'kpz:aaaaaaaabbbbbbbb',
  'rest mode of the group': encodeSettingsChange({ field: 'rest', value: true }),
  'leave a document out': encodeSettingsChange({ field: 'document', id: first!.documentId, value: false }),
  'close the settings': encodeSettingsChange({ field: 'close' }),
  nonsense: 'x'.repeat(64),
}

/** What only a group has buttons for. */
export const ONLY_FOR_GROUPS: readonly string[] = [
  'rest mode of the group',
  'leave a document out',
  'close the settings',
]
/** What no button carries. */
export const NEVER: readonly string[] = ['forged question', 'nonsense']
