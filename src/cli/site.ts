import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readConfig } from '../config/config.ts'
import { loadCounterparts } from '../corpus/counterparts.ts'
import { loadFormer } from '../corpus/former.ts'
import { loadCorpus, loadExampleQuestions } from '../corpus/load-corpus.ts'
import { type Language, loadTranslations } from '../i18n/translations.ts'
import { APP } from '../reader/address.ts'
import { chooseQuestions } from '../reader/choose-questions.ts'
import { drawPicture } from '../reader/draw-picture.ts'
import { routesOf } from '../reader/routes.ts'
import { asApp, type Site } from '../reader/site.ts'

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
  const site: Site = {
    corpus,
    t: loadTranslations()(language),
    language,
    username: bot ?? null,
    url: config.readerUrl,
    counterparts: loadCounterparts(config.corpusFolder, corpus),
    former: loadFormer(config.corpusFolder, corpus),
    questions: chooseQuestions(loadExampleQuestions(config.corpusFolder, corpus)),
    // Previews need the public address.
    draw: config.readerUrl === null ? null : async (picture) => drawPicture(picture),
    search: null,
  }
  // To which the bot's menu button leads.
  const app = bot !== undefined && config.readerUrl?.startsWith('https:') ? [...routesOf(asApp(site))] : []
  let written = 0
  for (const [path, make] of [...routesOf(site), ...app.map(([path, make]) => [`${APP}${path}`, make] as const)]) {
    const made = await make()
    if (made === null) continue
    const file = join(out, path === '' || path.endsWith('/') ? `${path}index.html` : path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, made.body)
    written++
  }
  process.stdout.write(`Wrote ${written} files to ${out}.\n`)
}
