import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { loadEmbedder } from '../../src/embedding/embedder.ts'
import { type ModelThreadOptions, openModelThread } from '../../src/embedding/model-thread.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const settings = createConfig({}).model
const COMPILED = pathToFileURL(join(PROJECT_FOLDER, 'dist', 'embedding', 'model-thread.js')).href
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(path: string, options: ModelThreadOptions = {}) {
  const thread = await openModelThread(path, options)
  closing.push(thread.close)
  return thread.model
}

/** A thread whose model gives the number of ids back; a first id of 13 kills it, 14 silences it, and 15 is refused. */
function fakeEntry(onStart = ''): URL {
  const folder = folderWith({
    'entry.mjs': `
      import { parentPort } from 'node:worker_threads'
      ${onStart}
      parentPort.on('message', ({ id, ids }) => {
        if (ids[0] === 13n) process.exit(5)
        if (ids[0] === 14n) for (;;);
        if (ids[0] === 15n) parentPort.postMessage({ kind: 'failed', id, reason: 'too odd' })
        else parentPort.postMessage({ kind: 'done', id, states: { data: Float32Array.of(ids.length), dimensions: 1 } })
      })
      parentPort.postMessage({ kind: 'ready' })`,
  })
  return pathToFileURL(join(folder, 'entry.mjs'))
}

describe('a model in a thread of its own', () => {
  it('gives the same numbers as in this thread, to the bit', async () => {
    const here = await loadEmbedder(settings)
    const there = await loadEmbedder(settings, open)
    const texts = ['Is ME/CVS te genezen?', 'Mag een arts dat zeggen?', 'x', 'Een lange zin. '.repeat(30)]
    const both = await Promise.all(
      texts.map(async (text) => [await here.embed(text, 'query'), await there.embed(text, 'query')]),
    )
    for (const [own, other] of both) expect(other).toEqual(own)
  })

  it('is told of in the same words when its file is missing or damaged', async () => {
    const folder = folderWith({ 'onnx/model_quantized.onnx': 'no model' })
    const path = join(folder, 'onnx', 'model_quantized.onnx')
    const here = await loadEmbedder(settings, (_path) =>
      import('../../src/embedding/model.ts').then((m) => m.openModel(path)),
    ).catch(String)
    const there = await loadEmbedder(settings, () => open(path)).catch(String)
    expect(there).toContain("can't be read")
    expect(there).toBe(here)
  })

  it('tells why one text can not be run, and goes on with the next', async () => {
    const model = await open('', { entry: fakeEntry() })
    await expect(model(BigInt64Array.of(15n))).rejects.toThrow('too odd')
    expect(await model(BigInt64Array.of(1n, 2n))).toEqual({ data: Float32Array.of(2), dimensions: 1 })
  })
})

describe('a thread that ends', () => {
  it('is replaced, and asked again what it had not answered', async () => {
    const ends: string[] = []
    const model = await open('', { entry: fakeEntry(), onEnded: (reason) => ends.push(reason) })
    const fatal = model(BigInt64Array.of(13n))
    const others = Promise.all([model(BigInt64Array.of(1n)), model(BigInt64Array.of(1n, 2n))])
    await expect(fatal).rejects.toThrow('it ended with status 5')
    expect((await others).map(({ data }) => data[0])).toEqual([1, 2])
    expect(ends).toContain('it ended with status 5')
  })

  it('costs nobody but whom it can not answer twice', async () => {
    const model = await open('', { entry: fakeEntry() })
    await expect(model(BigInt64Array.of(13n))).rejects.toThrow()
    expect(await model(BigInt64Array.of(1n))).toMatchObject({ dimensions: 1 })
  })

  it('is taken for dead when it says nothing', async () => {
    const ends: string[] = []
    const model = await open('', { entry: fakeEntry(), patience: 300, onEnded: (reason) => ends.push(reason) })
    await expect(model(BigInt64Array.of(14n))).rejects.toThrow('silent')
    expect(await model(BigInt64Array.of(1n))).toMatchObject({ dimensions: 1 })
    expect(ends).toEqual(['it was silent for 300 ms', 'it was silent for 300 ms'])
  })

  it('before it began is an error that says why', async () => {
    await expect(open('', { entry: fakeEntry(`throw new Error('no room')`) })).rejects.toThrow('no room')
    await expect(open('', { entry: fakeEntry('process.exit(4)') })).rejects.toThrow('it ended with status 4')
  })
})

describe('a process that ends while the thread runs the model', () => {
  it.each([0, 5, 15])('ends as it wanted to, %i ms after it asked', async (delay) => {
    const script = `
      const { openModelThread } = await import(${JSON.stringify(COMPILED)})
      const { model } = await openModelThread(${JSON.stringify(join(settings.model, 'onnx', 'model_quantized.onnx'))})
      for (let text = 0; text < 5; text++) model(new BigInt64Array(200).fill(7n))
      setTimeout(() => process.exit(3), ${delay})`
    const ended = await new Promise((resolve) => {
      const entry = join(folderWith({ 'ends.mjs': script }), 'ends.mjs')
      execFile(process.execPath, [entry], (error, _out, said) => resolve([error?.code ?? 0, said]))
    })
    expect(ended).toEqual([3, ''])
  })
})
