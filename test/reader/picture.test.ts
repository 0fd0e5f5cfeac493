import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadTranslations } from '../../src/i18n/translations.ts'
import { drawPicture, layOut } from '../../src/reader/draw-picture.ts'
import { drawInProcess } from '../../src/reader/drawing-process.ts'
import { inWords, type Picture, pictureOf } from '../../src/reader/picture.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { folderWith } from '../support/tiny-corpus.ts'

const corpus = realCorpus()
const t = loadTranslations()('nl')
const pictures = corpus.passages.map((passage) => ({
  passage,
  picture: pictureOf(passage, corpus.document(passage.documentId), t),
}))
const zeker = pictures.find(({ passage }) => passage.text === 'Zeker.')!.picture
const drawnWords = (picture: Picture) => layOut(picture)!.words.lines.join(' ')

describe('the picture of a quote', () => {
  it('says who speaks, the question or list that the words need, all the words, and the source; so does its description', () => {
    expect(inWords(zeker)).toBe(
      'NOS vraagt: […] Kunnen bevindingen op het gebied van long covid, dat veel overeenkomsten heeft met ME/CVS, ertoe leiden dat de richtlijnen voor ME/CVS bij kinderen worden aangepast?\nNVK, in antwoord op NOS:\nZeker.\nBron: Reactie NVK op vragen NOS over ME/CVS bij kinderen (Nederlandse Vereniging voor Kindergeneeskunde, datum onbekend)',
    )
    for (const { passage, picture } of pictures)
      expect(inWords(picture).split('\n').join(' ')).toContain(passage.text.replaceAll('\n', ' '))
  })

  it('marks a question as one, in words and by its shape', () => {
    for (const { passage, picture } of pictures) {
      expect(picture.asks).toBe(passage.speaker.role === 'asks')
      if (picture.asks) expect(picture.who).toMatch(/^NOS vraagt(?: een reactie op)?:$/)
    }
  })

  it('shows the words whole, or ends at a sentence that the next one neither leans on nor takes back', () => {
    let cut = 0
    // The longest are those that are cut.
    for (const { passage, picture } of pictures.filter(({ passage }) => passage.text.length > 300)) {
      const whole = passage.text.replaceAll('\n', ' ')
      const drawn = drawnWords(picture)
      if (drawn === whole) continue
      cut++
      expect(drawn).toMatch(/[.?!)] \[…\]$/)
      const kept = drawn.slice(0, -' […]'.length)
      expect(picture.cuts.map((end) => whole.slice(0, end))).toContain(kept)
    }
    expect(cut).toBeLessThan(pictures.length / 4)
    const words = `${'Dit is een lange zin. '.repeat(60)}Maar alleen soms.`
    expect(drawnWords({ ...zeker, words, cuts: [] })).toBe(t('quote-too-long'))
  })

  it('is a PNG of 1200 by 630, and the same each time', () => {
    const png = drawPicture(zeker)!
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
    expect(drawPicture(zeker)!.equals(png)).toBe(true)
    expect(drawPicture({ ...zeker, words: 'Nee.' })!.equals(png)).toBe(false)
  })

  it('is not drawn when the fonts lack a letter of it', () => {
    expect(drawPicture({ ...zeker, words: 'α-blokkers' })).toBeNull()
    expect(drawPicture({ ...zeker, words: 'čest' })).not.toBeNull()
  })

  it('keeps a word that is wider than a line', () => {
    const words = `https://example.org/${'w'.repeat(200)}`
    expect(layOut({ ...zeker, words })!.words.lines.join('')).toBe(words)
  })
})

describe('the process that draws', () => {
  it('draws the same, several at once, and ends when there is nothing to do', async () => {
    const draw = drawInProcess(undefined, 50)
    const [one, other] = await Promise.all([draw(zeker), draw({ ...zeker, words: 'α' })])
    expect(Buffer.from(one!).equals(drawPicture(zeker)!)).toBe(true)
    expect(other).toBeNull()
    const running = () => execFileSync('ps', ['--ppid', String(process.pid), '-o', 'args='], { encoding: 'utf8' })
    for (let wait = 0; wait < 100 && running().includes('draw-child'); wait++) await sleep(20)
    expect(running()).not.toContain('draw-child')
    expect(await draw(zeker)).not.toBeNull()
  })

  it('fails alone when it dies, and is started anew', async () => {
    const folder = folderWith({ 'dies.mjs': "process.on('message', () => process.exit(3))" })
    const draw = drawInProcess(pathToFileURL(`${folder}/dies.mjs`))
    await expect(draw(zeker)).rejects.toThrow('The process that draws pictures ended.')
    await expect(draw(zeker)).rejects.toThrow('The process that draws pictures ended.')
  })
})
