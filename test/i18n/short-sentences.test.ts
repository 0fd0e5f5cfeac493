import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Words of a sentence that somebody with little energy still reads at once. */
const MAX_WORDS = 15

describe('what the bot says in Dutch', () => {
  it('is in sentences of at most 15 words', () => {
    const lines = readFileSync('src/i18n/nl.ftl', 'utf8').split('\n')
    // The desk is read by editors at work, and pages for operators say how a setting is called.
    const said = lines.filter((line) => !/^(?:#|desk-)|RERANKER_URL/.test(line))
    const sentences = said.flatMap((line) => line.replace(/^[a-z-]+ = /, '').split(/(?<=[.?!:]) /))
    const long = sentences.filter((sentence) => (sentence.match(/[\p{L}\p{N}]+/gu) ?? []).length > MAX_WORDS)
    expect(long).toEqual([])
  })
})
