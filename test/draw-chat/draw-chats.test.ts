import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { realProduct } from '../support/product.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { drawChats } from './draw-chats.ts'

const product = await realProduct()

// An editor who adds a document need not draw the picture anew.
it.runIf(product.corpus.documents.length === realCorpus().documents.length)(
  'the picture in the README shows what the bot answers today (else: npm run draw-chat)',
  async () => {
    const committed = readFileSync(join(PROJECT_FOLDER, 'docs', 'chat.svg'), 'utf8')
    expect((await drawChats(product)) === committed).toBe(true)
  },
)
