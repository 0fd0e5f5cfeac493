/** Checks everything that the bot needs, one line each: ok, or what to do. */
import { Command } from 'commander'
import { type Config, readConfig } from '../config/config.ts'
import { loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { openAnswerer } from '../open-answerer.ts'
import { checkGolden } from '../operations/golden.ts'
import { type Check, doChecks } from './doctor/check.ts'
import { checkFolder, checkModel, checkMonitor, checkNative, checkNode } from './doctor/check-machine.ts'
import { checkTelegram } from './doctor/check-telegram.ts'
import { run } from './run-command.ts'

const program = new Command('doctor')
  .description('Check everything that the bot needs: one line each, ok or what to do.')
  .addHelpText('after', '\nExit status: 0 when all is well; 1 when something is wrong.')

await run(async () => {
  program.parse()
  const config = readConfig()
  const isWell = await doChecks(
    [
      checkNode(process.version),
      checkNative('hnswlib-node', () => import('hnswlib-node')),
      checkNative('onnxruntime-node', () => import('onnxruntime-node')),
      checkModel(config.model.model),
      checkCorpus(config),
      checkAnswers(config),
      checkFolder(config.settingsFolder, 'SETTINGS_FOLDER'),
      checkMonitor(config.monitor),
      ...checkTelegram(config),
    ],
    (line) => process.stdout.write(`${line}\n`),
  )
  if (!isWell) process.exitCode = 1
})
process.exit()

function checkCorpus({ corpusFolder }: Config): Check {
  return {
    name: `corpus in ${corpusFolder}`,
    async run() {
      loadExampleQuestions(corpusFolder, loadCorpus(corpusFolder))
      return null
    },
  }
}

/** Whether the index fits, and questions find their answers with it. */
function checkAnswers(config: Config): Check {
  return {
    name: `index in ${config.indexFolder}, and answers`,
    async run() {
      const notices: string[] = []
      const closed = await checkFolder(config.indexFolder, 'INDEX_FOLDER').run()
      const remedy = closed ? `INDEX_FOLDER: ${closed}` : 'Run "npm run build-index", or start the bot and wait.'
      const stopBuilding = () => {
        throw new Error(`${notices.join(' ')} ${remedy}`)
      }
      const product = await openAnswerer(config, { onNotice: (line) => notices.push(line), onProgress: stopBuilding })
      if (notices.length > 0) return notices.join(' ')
      const problem = await checkGolden(product, config.corpusFolder)
      return problem === null ? null : `${problem}. Run "npm run check-corpus".`
    },
  }
}
