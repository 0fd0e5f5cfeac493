import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PATHS } from '../../src/config/config.ts'
import { verifyChecksum, writeWithChecksum } from '../../src/embedding/checksums.ts'

const folder = mkdtempSync(join(tmpdir(), 'checksums-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a file that was learned or made', () => {
  it('is as it was published', () => {
    for (const path of [PATHS.maxsim, PATHS.project, PATHS.weights]) expect(() => verifyChecksum(path)).not.toThrow()
  })

  it('of which one bit differs, or that is missing, is refused by its name', () => {
    const path = join(folder, 'weights.json')
    writeWithChecksum(path, '{"threshold":0.57}')
    expect(() => verifyChecksum(path)).not.toThrow()
    const content = readFileSync(path)
    content[15]! ^= 1
    writeFileSync(path, content)
    expect(() => verifyChecksum(path)).toThrow(`The model file ${path} is damaged`)
    rmSync(path)
    expect(() => verifyChecksum(path)).toThrow(`The model file ${path} is missing`)
  })
})
