// Serves a desk over these folders, with answers that need no model, until it is killed. It writes its port on a line.
import { join } from 'node:path'
import { createConfig } from '../../dist/config/config.js'
import { loadCorpus, loadExampleQuestions } from '../../dist/corpus/load-corpus.js'
import { serveDesk } from '../../dist/desk/serve.js'

const [folder] = process.argv.slice(2)
const config = createConfig({
  CORPUS_FOLDER: join(folder, 'corpus'),
  DRAFT_FOLDER: join(folder, 'draft'),
  INDEX_FOLDER: join(folder, 'index'),
  SETTINGS_FOLDER: join(folder, 'settings'),
  MONITOR_PORT: '0',
})
const open = async (corpusFolder) => {
  const corpus = loadCorpus(corpusFolder)
  const known = new Map(loadExampleQuestions(corpusFolder, corpus).map((one) => [one.question, one.passageId]))
  const answer = async (question) => {
    const passage = corpus.passage(known.get(question) ?? '')
    return { outcome: passage ? 'answered' : 'no_answer', ranked: passage ? [{ passage }] : [] }
  }
  return { corpus, answerer: { answer } }
}
const served = await serveDesk({ ...config, desk: { ...config.desk, port: 0 } }, open, console.error)
process.stdout.write(`${served.port}\n`)
