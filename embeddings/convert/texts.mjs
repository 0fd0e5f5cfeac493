/** Prints the texts that finetune.py learns from, one JSON object a line. Needs dist: npm run prepare. */
import { join } from 'node:path'
import { PATHS, readConfig } from '../../dist/config/config.js'
import { loadJudgedMessages } from '../../dist/corpus/judged-messages.js'
import { corpusWith, loadCorpus, loadExampleQuestions } from '../../dist/corpus/load-corpus.js'
import { loadDangerExamples } from '../../dist/learning/danger.js'
import { loadPractice } from '../../dist/learning/practice.js'
import { viewsOf } from '../../dist/retrieval/views.js'

const { corpusFolder } = readConfig()
const corpus = loadCorpus(corpusFolder)
const placeOf = new Map(corpus.passages.map(({ id }, place) => [id, place]))
const rows = [
  ...viewsOf(corpus, loadExampleQuestions(corpusFolder, corpus), [])
    .filter(({ kind }) => ['text', 'context', 'question', 'off-topic'].includes(kind))
    .map(({ kind, passage, text }) => ({ kind, passages: passage < 0 ? [] : [passage], text })),
  ...loadJudgedMessages(corpusFolder, corpus).map(({ message, grades }) => ({
    kind: 'message',
    passages: [...grades].flatMap(([id, grade]) => (grade === 3 ? [placeOf.get(id)] : [])),
    text: message,
  })),
  ...loadDangerExamples(join(corpusFolder, 'danger.yaml')).map(({ text, danger }) => ({ kind: 'danger', danger, text })),
]
for (const { name, documents, messages } of loadPractice(PATHS.practice)) {
  const passages = documents.flatMap((document) => document.passages)
  const placeIn = new Map(passages.map(({ id }, place) => [id, place]))
  rows.push(
    ...viewsOf(corpusWith(corpus, documents), [], [])
      .filter(({ kind, passage }) => ['text', 'context'].includes(kind) && passage >= corpus.passages.length)
      .map(({ kind, passage, text }) => ({ kind, passages: [passage - corpus.passages.length], text, practice: name })),
    ...messages.map(({ message, grades }) => ({
      kind: 'message',
      passages: [...grades].flatMap(([id, grade]) => (grade === 3 ? [placeIn.get(id)] : [])),
      text: message,
      practice: name,
    })),
  )
}
for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`)
