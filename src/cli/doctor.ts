import { type Config, readConfig } from '../config/config.ts'
import { type Corpus, loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { type Check, doChecks } from './doctor/check.ts'
import { checkFolder, checkModel, checkMonitor, checkNative, checkNode } from './doctor/check-machine.ts'
import { checkPublished } from './doctor/check-published.ts'
import { checkReranker } from './doctor/check-reranker.ts'
import { checkSettings } from './doctor/check-settings.ts'
import { checkTelegram } from './doctor/check-telegram.ts'

/** Loads each native module; rejects when it was not built. */
const NATIVE = {
  'hnswlib-node': () => import('hnswlib-node'),
  'onnxruntime-node': () => import('onnxruntime-node'),
}

/** Checks everything that the bot needs: one line each, ok or what to do. Ends the process, with 1 when something is wrong. */
export async function doctor(): Promise<never> {
  const config = readConfig()
  const isWell = await doChecks(
    [
      checkNode(process.version),
      ...Object.entries(NATIVE).map(([name, load]) => checkNative(name, load)),
      checkModel(config.model.model),
      checkCorpus(config),
      config.indexUrl === null ? checkAnswers(config) : checkPublished(config, isBuilt),
      checkReranker(config.reranker, () => longest(loadCorpus(config.corpusFolder))),
      checkFolder(config.settingsFolder, 'SETTINGS_FOLDER'),
      checkSettings(config.settingsUrl),
      checkMonitor(config.monitor),
      ...checkTelegram(config),
    ],
    (line) => process.stdout.write(`${line}\n`),
  )
  process.exit(isWell ? 0 : 1)
}

/** As many passages as a reranker reads, the longest: what it reads is never more. */
function longest({ passages }: Corpus): string[] {
  const texts = passages.map(({ text }) => text).sort((a, b) => b.length - a.length)
  return texts.slice(0, 10)
}

function checkCorpus({ corpusFolder }: Config): Check {
  return {
    name: `corpus in ${corpusFolder}`,
    async run() {
      loadExampleQuestions(corpusFolder, loadCorpus(corpusFolder))
      return null
    },
  }
}

/** Whether all native modules load: importing what needs one that doesn't would end the process. */
function isBuilt(): Promise<boolean> {
  return Promise.all(Object.values(NATIVE).map((load) => load())).then(Boolean, () => false)
}

/** Whether the index fits, and questions find their answers with it. */
function checkAnswers(config: Config): Check {
  return {
    name: `index in ${config.indexFolder}, and answers`,
    async run() {
      if (!(await isBuilt())) return 'skipped'
      const notices: string[] = []
      const closed = await checkFolder(config.indexFolder, 'INDEX_FOLDER').run()
      const remedy = closed ? `INDEX_FOLDER: ${closed}` : 'Run "npm run build-index", or start the bot and wait.'
      const stopBuilding = () => {
        throw new Error(`${notices.join(' ')} ${remedy}`)
      }
      const { openProduct } = await import('../product.ts')
      const { smokeCheck } = await import('../operations/smoke-check.ts')
      const product = await openProduct(config, { onNotice: (line) => notices.push(line), onProgress: stopBuilding })
      if (notices.length > 0) return notices.join(' ')
      const problem = await smokeCheck(product, config.corpusFolder)
      return problem === null ? null : `${problem}. Run "npm run check-corpus".`
    },
  }
}
