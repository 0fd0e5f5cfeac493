import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { finishReplacing } from '../../src/corpus/replace.ts'
import { checkFiles } from '../../src/desk/check-files.ts'
import { openDrafts, versionsIn } from '../../src/desk/drafts.ts'
import { folderWith } from '../support/tiny-corpus.ts'
import { wholeFiles } from '../support/whole-corpus.ts'

/** The last of them has no change that comes late. */
const TURNS = 6
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

describe.skipIf(!existsSync('dist/desk/serve.js'))('a desk that is killed', () => {
  it('leaves corpus and draft whole, old or new, at whatever moment of saving or publishing', async () => {
    const folder = folderWith(
      Object.fromEntries(Object.entries(wholeFiles()).map(([path, text]) => [`corpus/${path}`, text])),
    )
    const [live, draft] = [join(folder, 'corpus'), join(folder, 'draft')]
    const model = 'no model: nothing is so long that its tokens are counted'
    let published = 0
    for (let at = 0; at < TURNS; at++) {
      const child = spawn(process.execPath, [join('test', 'support', 'serve-desk.mjs'), folder])
      children.push(child)
      const gone = once(child, 'exit')
      const port = Number(String((await once(child.stdout!, 'data'))[0]))
      const address = `http://127.0.0.1:${port}`
      const post = (path: string, fields: Record<string, string>) =>
        fetch(address + path, {
          method: 'POST',
          headers: { origin: address },
          body: new URLSearchParams(fields),
          redirect: 'manual',
        })
      const judge = async (message: string) => {
        const to = (await post('/judge', { messages: message })).headers.get('location')!
        return post(new URL(to, address).pathname, { message, who: 'Anna' })
      }
      expect((await judge(`wat kost bericht nummer ${at}`)).status).toBe(303)
      const [, state = ''] = /name="state" value="([^"]*)"/.exec(await (await fetch(`${address}/publish`)).text()) ?? []
      const unescaped = state.replaceAll('&#x22;', '"').replaceAll('&#x26;', '&')
      const before = versionsIn(live)
      const goal = versionsIn(draft)
      await post('/publish', { state: unescaped })
      // In every other turn it is killed while it saves, too; in the last one, as soon as it has published.
      const late = at % 2 === 0 ? judge(`mag ik nog iets, ${at}`).catch(() => {}) : null
      if (at < TURNS - 1) await wait(at * 300)
      else while (JSON.stringify(versionsIn(live)) === JSON.stringify(before)) await wait(20)
      child.kill('SIGKILL')
      await Promise.all([gone, late])

      finishReplacing(live)
      const now = versionsIn(live)
      const isNew = JSON.stringify(now) !== JSON.stringify(before)
      expect(now).toEqual(isNew ? goal : before)
      if (isNew) published++
      await checkFiles({ corpusFolder: live, model: { model, queryPrefix: '', passagePrefix: '' } })
      openDrafts(draft, live, 'taken over')
      await checkFiles({ corpusFolder: draft, model: { model, queryPrefix: '', passagePrefix: '' } })
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      expect(names.filter((name) => /doing|\.jsonl?\.\d+$/.test(name))).toEqual([])
    }
    expect(readFileSync(join(draft, 'measured.jsonl'), 'utf8')).toContain('bericht nummer')
    expect(published).toBeGreaterThan(0)
  }, 300_000)
})
