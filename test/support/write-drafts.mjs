// Changes two files of a draft together, and takes every third change back, until it is killed. Each time it writes a dot.
import { writeSync } from 'node:fs'
import { openDrafts } from '../../dist/desk/drafts.js'

const [draft, live] = process.argv.slice(2)
const drafts = openDrafts(draft, live, 'taken over')
for (let at = 0; ; at++) {
  const text = `${at} ${'x'.repeat(20_000)}\n`
  drafts.write(`change ${at}`, { 'one.yaml': text, 'pagina/two.yaml': text })
  if (at % 3 === 2) drafts.undo()
  writeSync(1, '.')
}
