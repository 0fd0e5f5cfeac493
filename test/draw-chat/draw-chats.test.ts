import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { realProduct } from '../support/product.ts'
import { drawChats } from './draw-chats.ts'

it('the picture in the README shows what the bot answers today (else: npm run draw-chat)', async () => {
  const committed = readFileSync(join(PROJECT_FOLDER, 'docs', 'chat.svg'), 'utf8')
  expect((await drawChats(await realProduct())) === committed).toBe(true)
})
