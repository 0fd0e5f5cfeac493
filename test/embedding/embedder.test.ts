import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createConfig } from '../../src/config/config.ts'
import { type Embedder, loadEmbedder, TextTooLongError } from '../../src/embedding/embedder.ts'
import { fingerprintModel } from '../../src/embedding/fingerprint.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const settings = createConfig({}).model
const embedder = await loadEmbedder(settings)

const length = (vector: Float32Array) => Math.hypot(...vector)
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0)
const row = (vectors: Float32Array, at: number) =>
  vectors.subarray(at * embedder.dimensions, (at + 1) * embedder.dimensions)

/** A folder with the model's files; the big one is a link until a test replaces it. */
function modelFolder(): string {
  const folder = folderWith({})
  mkdirSync(join(folder, 'onnx'))
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(settings.model, file), join(folder, file))
  symlinkSync(join(settings.model, 'onnx', 'model_quantized.onnx'), join(folder, 'onnx', 'model_quantized.onnx'))
  return folder
}

async function refusal(model: string): Promise<string> {
  try {
    await loadEmbedder({ ...settings, model })
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The model was loaded.')
}

describe('a text', () => {
  it('has a vector for each of its tokens and a mean, all of unit length', async () => {
    const { tokens, tokenVectors, mean } = await embedder.embed('Is ME/CVS te genezen?', 'query')
    expect(embedder.dimensions).toBe(384)
    expect(mean).toHaveLength(384)
    expect(tokens.length).toBeGreaterThan(5)
    expect(tokenVectors).toHaveLength(tokens.length * 384)
    expect(length(mean)).toBeCloseTo(1, 5)
    for (let at = 0; at < tokens.length; at++) expect(length(row(tokenVectors, at))).toBeCloseTo(1, 5)
  })

  it('has the tokens of its words only, not those of the prefix and not the special ones', async () => {
    const asQuery = await embedder.embed('rust helpt', 'query')
    const asPassage = await embedder.embed('rust helpt', 'passage')
    expect(asQuery.tokens).toEqual(asPassage.tokens)
    expect(embedder.countTokens('rust helpt', 'query')).toBeGreaterThan(asQuery.tokens.length + 2)
    const longer = await embedder.embed('rust helpt altijd', 'query')
    expect(longer.tokens.slice(0, asQuery.tokens.length)).toEqual(asQuery.tokens)
  })

  it('without a single letter has no tokens, and still a mean', async () => {
    const { tokens, tokenVectors, mean } = await embedder.embed('', 'query')
    expect(tokens).toEqual([])
    expect(tokenVectors).toHaveLength(0)
    expect(length(mean)).toBeCloseTo(1, 5)
  })

  it('has the same vectors every time, alone or beside others', async () => {
    const alone = await embedder.embed('Wat is pacing?', 'query')
    const [again] = await Promise.all([
      embedder.embed('Wat is pacing?', 'query'),
      embedder.embed('Hoe bak ik een taart?', 'query'),
    ])
    expect(again?.mean).toEqual(alone.mean)
    expect(again?.tokenVectors).toEqual(alone.tokenVectors)
  })

  it('as a question has another vector than as a passage: the prefix tells the model which', async () => {
    const question = await embedder.embed('Rust helpt.', 'query')
    const passage = await embedder.embed('Rust helpt.', 'passage')
    expect(cosine(question.mean, passage.mean)).toBeLessThan(0.999)
    const bare = await loadEmbedder({ ...settings, queryPrefix: '' })
    expect(cosine((await bare.embed('Rust helpt.', 'query')).mean, question.mean)).toBeLessThan(0.999)
  })

  it('is nearer to what means the same than to what means something else', async () => {
    const near = async (text: string, than: Embedder = embedder) => (await than.embed(text, 'query')).mean
    const question = await near('Kun je van ME genezen?')
    expect(cosine(question, await near('Gaat deze ziekte ooit over?'))).toBeGreaterThan(
      cosine(question, await near('Hoe laat gaat de trein naar Utrecht?')),
    )
  })

  it('leaves the rest of the process its turn while others wait to be read', async () => {
    let turns = 0
    const ticking = setInterval(() => turns++, 0)
    for (let text = 0; text < 10; text++) await embedder.embed('Is ME/CVS te genezen?', 'query')
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(5)
  })

  it('over the limit of the model is refused, with both numbers: a silent cut would lose its end', async () => {
    const long = 'rust '.repeat(600)
    const count = embedder.countTokens(long, 'passage')
    expect(count).toBeGreaterThan(embedder.maxTokens)
    await expect(embedder.embed(long, 'passage')).rejects.toThrow(TextTooLongError)
    await expect(embedder.embed(long, 'passage')).rejects.toThrow(
      `has ${count} tokens; the model reads at most ${embedder.maxTokens}`,
    )
  })
})

describe('a model folder', () => {
  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', join('onnx', 'model_quantized.onnx')])(
    'without %s is refused, naming the file',
    async (file) => {
      const folder = modelFolder()
      rmSync(join(folder, file))
      expect(await refusal(folder)).toBe(
        `The model file ${join(folder, file)} is missing. Restore it from the repository.`,
      )
    },
  )

  it('with a model that was cut short is refused, naming the folder', async () => {
    const folder = modelFolder()
    const model = join(folder, 'onnx', 'model_quantized.onnx')
    const whole = readFileSync(model)
    rmSync(model)
    writeFileSync(model, whole)
    truncateSync(model, 1_000_000)
    expect(await refusal(folder)).toMatch(
      /^The model in .* can't be read \(.*\)\. A file is damaged: restore the folder/,
    )
  })

  it.each(['tokenizer.json', 'tokenizer_config.json'])(
    'with a damaged %s is refused, naming the folder',
    async (file) => {
      const folder = modelFolder()
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').slice(0, 50))
      expect(await refusal(folder)).toMatch(/^The model in .* can't be read/)
    },
  )

  it('elsewhere on the disk gives the same vectors', async () => {
    const elsewhere = await loadEmbedder({ ...settings, model: modelFolder() })
    expect((await elsewhere.embed('Wat is pacing?', 'query')).mean).toEqual(
      (await embedder.embed('Wat is pacing?', 'query')).mean,
    )
  })
})

describe('the fingerprint of a model', () => {
  it('is the same for the same files elsewhere', () => {
    expect(fingerprintModel({ ...settings, model: modelFolder() })).toBe(fingerprintModel(settings))
  })

  it('changes with its files and its prefixes, and not with its model card', () => {
    const folder = modelFolder()
    const before = fingerprintModel({ ...settings, model: folder })
    writeFileSync(join(folder, 'README.md'), 'Iets over het model.')
    expect(fingerprintModel({ ...settings, model: folder })).toBe(before)
    expect(fingerprintModel({ ...settings, model: folder, queryPrefix: 'vraag: ' })).not.toBe(before)
    expect(fingerprintModel({ ...settings, model: folder, passagePrefix: '' })).not.toBe(before)
    writeFileSync(join(folder, 'config.json'), `${readFileSync(join(folder, 'config.json'), 'utf8')} `)
    expect(fingerprintModel({ ...settings, model: folder })).not.toBe(before)
  })

  it('of a model of the hub depends on its name', () => {
    const of = (model: string) => fingerprintModel({ ...settings, model })
    expect(of('Xenova/een')).toBe(of('Xenova/een'))
    expect(of('Xenova/een')).not.toBe(of('Xenova/twee'))
  })
})
