import { ChildProcess, execFile, spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { createConfig, PROJECT_FOLDER } from '../../src/config/config.ts'
import { loadEmbedder } from '../../src/embedding/embedder.ts'
import { type ModelProcessOptions, openModelProcess } from '../../src/embedding/model-process.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const settings = createConfig({}).model
const COMPILED = pathToFileURL(join(PROJECT_FOLDER, 'dist', 'embedding', 'model-process.js')).href
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(path: string, options: ModelProcessOptions = {}) {
  const thread = await openModelProcess(path, options)
  closing.push(thread.close)
  return thread.model
}

/** A process whose model gives the number of ids back; a first id of 13 kills it, 14 silences it, and 15 is refused. */
function fakeEntry(onStart = ''): URL {
  const folder = folderWith({
    'entry.mjs': `
      ${onStart}
      process.on('disconnect', () => process.exit())
      process.on('message', ({ id, ids }) => {
        if (ids[0] === 13) process.exit(5)
        if (ids[0] === 14) for (;;);
        if (ids[0] === 15) process.send({ kind: 'failed', id, reason: 'too odd' })
        else process.send({ kind: 'done', id, states: { data: Float32Array.of(ids.length), dimensions: 1 } })
      })
      process.send({ kind: 'ready' })`,
  })
  return pathToFileURL(join(folder, 'entry.mjs'))
}

describe('a model in a process of its own', () => {
  it('gives the same numbers as in this process, to the bit', async () => {
    const here = await loadEmbedder(settings)
    const there = await loadEmbedder(settings, { open })
    const texts = ['Is ME/CVS te genezen?', 'Mag een arts dat zeggen?', 'x', 'Een lange zin. '.repeat(30)]
    const both = await Promise.all(
      texts.map(async (text) => [await here.embed(text, 'query'), await there.embed(text, 'query')]),
    )
    for (const [own, other] of both) expect(other).toEqual(own)
  })

  it('gives the same error when its file is missing or damaged', async () => {
    const folder = folderWith({ 'onnx/model_quantized.onnx': 'no model' })
    const path = join(folder, 'onnx', 'model_quantized.onnx')
    const here = await loadEmbedder(settings, {
      open: () => import('../../src/embedding/model.ts').then((m) => m.openModel(path)),
    }).catch(String)
    const there = await loadEmbedder(settings, { open: () => open(path) }).catch(String)
    expect(there).toContain("can't be read")
    expect(there).toBe(here)
  })

  it('says why one text can not be run, and goes on with the next', async () => {
    const model = await open('', { entry: fakeEntry() })
    await expect(model([15])).rejects.toThrow('too odd')
    expect(await model([1, 2])).toEqual({ data: Float32Array.of(2), dimensions: 1 })
  })
})

describe('a process of a model that ends', () => {
  it('is replaced, and asked again what it had not answered', async () => {
    const ends: string[] = []
    const model = await open('', { entry: fakeEntry(), onEnded: (reason) => ends.push(reason) })
    const fatal = model([13])
    const others = Promise.all([model([1]), model([1, 2])])
    await expect(fatal).rejects.toThrow('it ended with status 5')
    expect((await others).map(({ data }) => data[0])).toEqual([1, 2])
    expect(ends).toContain('it ended with status 5')
  })

  it('fails only the text that ended it twice', async () => {
    const model = await open('', { entry: fakeEntry() })
    await expect(model([13])).rejects.toThrow()
    expect(await model([1])).toMatchObject({ dimensions: 1 })
  })

  it('is not ready until it has been replaced, and is replaced without being asked anything', async () => {
    const flag = join(folderWith({}), 'broken')
    const entry = fakeEntry(`if ((await import('node:fs')).existsSync(${JSON.stringify(flag)})) process.exit(4)`)
    const thread = await openModelProcess('', { entry, onEnded: () => {} })
    closing.push(thread.close)
    expect(thread.isReady()).toBe(true)
    writeFileSync(flag, '')
    await expect(thread.model([13])).rejects.toThrow('it ended with status 4')
    expect(thread.isReady()).toBe(false)
    rmSync(flag)
    await expect.poll(thread.isReady, { timeout: 10_000 }).toBe(true)
  })

  it('counts as dead when it does not reply', async () => {
    const ends: string[] = []
    const model = await open('', { entry: fakeEntry(), timeout: 300, onEnded: (reason) => ends.push(reason) })
    await expect(model([14])).rejects.toThrow('did not reply')
    expect(await model([1])).toMatchObject({ dimensions: 1 })
    expect(ends).toEqual(['it did not reply for 300 ms', 'it did not reply for 300 ms'])
  })

  it('before it is ready is an error that says why', async () => {
    await expect(
      open('', { entry: fakeEntry(`process.send({ kind: 'failed', id: 0, reason: 'no room' })`) }),
    ).rejects.toThrow('no room')
    await expect(open('', { entry: fakeEntry('process.exit(4)') })).rejects.toThrow('it ended with status 4')
  })
})

/** Whether it runs: what has ended may stay in the list of processes until somebody asks for its status. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}

describe('a process that starts one for its model', () => {
  it.each([0, 5, 15])('ends as it wants to, and the other with it, %i ms after it asked something', async (delay) => {
    const script = `
      const { openModelProcess } = await import(${JSON.stringify(COMPILED)})
      const { model } = await openModelProcess(${JSON.stringify(join(settings.model, 'onnx', 'model_quantized.onnx'))})
      const child = process._getActiveHandles().find((one) => one.spawnargs)
      process.stdout.write(String(child.pid))
      for (let text = 0; text < 5; text++) model(new Array(200).fill(7))
      setTimeout(() => process.exit(3), ${delay})`
    const entry = join(folderWith({ 'ends.mjs': script }), 'ends.mjs')
    const [status, out, said] = await new Promise<[unknown, string, string]>((resolve) => {
      execFile(process.execPath, [entry], (error, ...streams) => resolve([error?.code ?? 0, ...streams]))
    })
    expect([status, said]).toEqual([3, ''])
    await expect.poll(() => isAlive(Number(out)), { timeout: 20_000 }).toBe(false)
  })

  it('takes the other with it even when that one is stopped', async () => {
    const script = `
      const { openModelProcess } = await import(${JSON.stringify(COMPILED)})
      await openModelProcess(${JSON.stringify(join(settings.model, 'onnx', 'model_quantized.onnx'))})
      const child = process._getActiveHandles().find((one) => one.spawnargs)
      process.stdout.write(String(child.pid))
      child.kill('SIGSTOP')
      setTimeout(() => process.exit(), 100)`
    const entry = join(folderWith({ 'stopped.mjs': script }), 'stopped.mjs')
    const out = await new Promise<string>((resolve) => {
      execFile(process.execPath, [entry], (_error, stdout) => resolve(stdout))
    })
    try {
      await expect.poll(() => isAlive(Number(out)), { timeout: 5_000 }).toBe(false)
    } finally {
      spawnSync('kill', ['-9', out])
    }
  })

  it('goes on after the other was killed', async () => {
    const ends: string[] = []
    const children = () => (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
    const before = new Set(children())
    const model = await open(join(settings.model, 'onnx', 'model_quantized.onnx'), { onEnded: (why) => ends.push(why) })
    const [child] = children().filter((one) => !before.has(one) && one instanceof ChildProcess) as ChildProcess[]
    const ids = [0, 7, 2]
    const first = await model(ids)
    child?.kill('SIGKILL')
    expect(await model(ids)).toEqual(first)
    expect(ends).toEqual(['it ended with SIGKILL'])
  })
})
