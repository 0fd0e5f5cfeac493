import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { openDrafts, StaleError } from '../../src/desk/drafts.ts'
import { saveChanges } from '../../src/desk/try-changes.ts'
import { folderWith } from '../support/tiny-corpus.ts'
import { wholeFiles } from '../support/whole-corpus.ts'

const PATH = 'offtopic.yaml'

describe('changes of two editors at once', () => {
  it('are those of the faster one, also when the slower one was being checked; the slower one is told', async () => {
    const folder = folderWith(
      Object.fromEntries(Object.entries(wholeFiles()).map(([path, text]) => [`corpus/${path}`, text])),
    )
    const drafts = openDrafts(join(folder, 'draft'), join(folder, 'corpus'), 'taken over')
    const desk = { config: createConfig({}), drafts }
    const slow = saveChanges(desk, 'slow', { [PATH]: 'near:\n  a: [Wat kost een bed?]\n' })
    drafts.write('fast', { [PATH]: 'near:\n  b: [Wat kost een rolstoel?]\n' })
    await expect(slow).rejects.toThrow(StaleError)
    expect(drafts.read(PATH)).toContain('rolstoel')
    await saveChanges(desk, 'again', { [PATH]: 'near:\n  b: [Wat kost een rolstoel?]\n  a: [Wat kost een bed?]\n' })
    expect(drafts.history().map(({ what }) => what)).toEqual(['again', 'fast'])
  })
})
