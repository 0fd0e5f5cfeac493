import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readConfig } from '../config/config.ts'
import { loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { type Language, loadTranslations } from '../i18n/translations.ts'
import { chooseQuestions } from '../reader/choose-questions.ts'
import { routesOf } from '../reader/routes.ts'

export interface SiteOptions {
  readonly out: string
  readonly bot?: string
  readonly language: Language
}

/**
 * Writes the site of the corpus into a folder, for any host of static files. Needs no model and no index.
 * @throws CorpusError, or Error when the folder can't be written.
 */
export async function writeSite({ out, bot, language }: SiteOptions): Promise<void> {
  const config = readConfig()
  const corpus = loadCorpus(config.corpusFolder)
  const routes = routesOf({
    corpus,
    t: loadTranslations()(language),
    language,
    username: bot ?? null,
    url: config.readerUrl,
    questions: chooseQuestions(loadExampleQuestions(config.corpusFolder, corpus)),
    canSearch: false,
  })
  for (const [path, render] of routes) {
    const file = join(out, path === '' || path.endsWith('/') ? `${path}index.html` : path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, render().body)
  }
  process.stdout.write(`Wrote ${routes.size} files to ${out}.\n`)
}
