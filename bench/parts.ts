/** What can be measured, in the order in which it is: memory as a process has it that has only answered. */
export const PARTS = ['stages', 'memory', 'start', 'build', 'growth', 'pages', 'compare'] as const
export type Part = (typeof PARTS)[number]

/** Above each part in docs/performance.md. */
export const HEADINGS: Readonly<Record<Part, readonly string[]>> = {
  stages: [
    '## A question',
    '',
    'The 90 questions of `test/eval/dev.jsonl`, five times, one after another, on one thread. Stages are measured apart; the last',
    'two rows are the questions as the bot answers them, second readings and choice of quotes included.',
    '',
  ],
  memory: ['## Memory', ''],
  start: ['## Start', ''],
  build: ['## Build', ''],
  growth: [
    '## As the corpus grows',
    '',
    'Synthetic corpora, each built, opened and searched in processes of their own. A passage is two passages of the real corpus',
    'mixed: a text of 16 tokens, a context of 24, a sentence of 8, and two questions. Its mean vectors are theirs, added up and moved by',
    'differences of real ones, so that they lie as near to the questions and to each other as those of the real index do; half of',
    'its token vectors and words come from each; every eighth word is a new compound, of which a few are frequent and most are',
    'rare. All of it is about one subject: a question shares words with more passages than it would in a library. A real passage',
    'has 97 views with 1,400 token vectors of 196 bytes, a synthetic one five with 72: memory goes by token vectors. Asked: the',
    '90 questions, and each once more with a word left out; times are median · p95. Recall: of the ten views that are nearest when a',
    'question is compared with every one, the share that the graph finds.',
    '',
    'What grows most is finding by words: every passage that shares a word with the question is scored. Finding the nearest views',
    'and reranking look at numbers of views that hardly grow.',
    '',
    'With INDEX_URL, the same is published in that database and searched there, by a process that has only the words that occur; then',
    'recall is told against an exact search in the database.',
    '',
  ],
  pages: [
    '## Pages',
    '',
    'Each kind of page in Chromium, 360 wide, with an empty cache, on what its tools call "Slow 4G" (every request takes 562 ms, then',
    '1.44 Mbit a second) and with a processor that is four times as slow: medians of five.',
    '',
  ],
  compare: [
    '## Beside what one would otherwise write',
    '',
    'The same model (int8) and the same views, in the same run: a cosine with every view, in all 384 dimensions, the passage of the',
    'nearest one first. All 1,271 questions of `test/eval`, after 60 to warm up, each way in a process of its own, one after another. AUROC: how',
    'often a question that the sources answer gets more confidence (there: a higher cosine) than one that they do not.',
    '',
  ],
}
