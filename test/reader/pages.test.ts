import { createHash } from 'node:crypto'
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { select, selectAll } from 'hast-util-select'
import { describe, expect, it } from 'vitest'
import { loadCounterparts } from '../../src/corpus/counterparts.ts'
import { loadExampleQuestions } from '../../src/corpus/load-corpus.ts'
import { readAsset } from '../../src/reader/assets.ts'
import { chooseQuestions } from '../../src/reader/choose-questions.ts'
import { routesOf } from '../../src/reader/routes.ts'
import { asApp } from '../../src/reader/site.ts'
import { CORPUS_FOLDER, realCorpus } from '../support/real-corpus.ts'
import { documentOf, sourceOf, tinyCorpus } from '../support/tiny-corpus.ts'
import { NO_SEARCH, siteOf } from './site-of.ts'
import { textOf } from './text-of.ts'

/** The pages that a site has, made anew. Pictures are none of them. */
async function pagesOf(site: ReturnType<typeof siteOf>): Promise<[path: string, tree: Root, html: string][]> {
  const pages: [string, Root, string][] = []
  for (const [path, make] of routesOf(site)) {
    const file = await make()
    const body = String(file?.body)
    if (file?.type.startsWith('text/html')) pages.push([path, fromHtml(body), body])
  }
  return pages
}
const HOSTILE = '<script>alert(1)</script>" onmouseover="alert(2)'

describe('the pages', async () => {
  const corpus = realCorpus()
  const made = await pagesOf(siteOf(corpus))
  const pages = new Map(made.map(([path, tree]) => [path, tree]))

  it('are one for each document and quote', () => {
    expect([...pages.keys()].sort()).toEqual(
      [
        '',
        '404.html',
        'onderwerpen/',
        'mandje/',
        ...corpus.documents.map(({ id }) => `${id}/`),
        ...corpus.passages.map(({ documentId, id }) => `${documentId}/${id}/`),
      ].sort(),
    )
  })

  it('have every passage under its id, letter by letter, in order, and nothing else as its words', () => {
    for (const { id, passages } of corpus.documents) {
      const found = selectAll('.passage', pages.get(`${id}/`)!)
      const words = found.map((one) => [one.properties.id, textOf(selectAll('.words', one)[0]!)])
      expect(words).toEqual(passages.map(({ id, text }) => [id, text]))
    }
    for (const { documentId, id, text } of corpus.passages) {
      const page = pages.get(`${documentId}/${id}/`)!
      expect(selectAll('blockquote .words', page).map(textOf)).toEqual([text])
    }
  })

  it('say above each passage of an interview whether it asks or answers, and who', () => {
    for (const { id, passages } of corpus.documents) {
      const turns = selectAll('.turn', pages.get(`${id}/`)!)
      for (const { id: anchor, speaker, answers } of passages) {
        const turn = turns.find((one) => selectAll(`[id="${anchor}"]`, one).length > 0)!
        const who = selectAll('.who', turn).map(textOf)
        if (speaker.role === 'author') expect(who).toEqual([])
        else if (speaker.role === 'asks') expect(who.join()).toMatch(/^NOS vraagt(?: een reactie op)?:$/)
        else expect(who).toEqual([answers === null ? 'NVK:' : 'NVK, in antwoord op NOS:'])
      }
    }
  })

  it('have all headings of a document, and each label that says more than who speaks', () => {
    const [page, interview] = corpus.documents.map(({ id }) => pages.get(`${id}/`)!)
    expect(selectAll('h2, h3', page!).map(textOf)).toEqual(
      corpus.documents[0]!.text.split('\n').flatMap((line) => /^###? (.*)/.exec(line)?.[1] ?? []),
    )
    expect(selectAll('.label', interview!).map(textOf)).toContain('Aanvullend vanuit NVK:')
  })

  it('list a question for every passage, which leads to it and opens the chat with the question typed in', async () => {
    const questions = chooseQuestions(loadExampleQuestions(CORPUS_FOLDER, corpus))
    const listed = fromHtml(String((await routesOf(siteOf(corpus, { questions })).get('onderwerpen/')!())!.body))
    expect(
      selectAll('main li', listed).map((item) => selectAll('a', item).map(({ properties }) => properties.href)),
    ).toEqual(
      corpus.passages.map((passage) => [
        `../${passage.documentId}/${passage.id}/`,
        `https://t.me/bronwijzer_bot?text=${encodeURIComponent(questions.get(passage.id)!)}`,
      ]),
    )
    expect(selectAll('main li > a:first-child', listed).map(textOf)).toEqual(
      corpus.passages.map(({ id }) => questions.get(id)),
    )
  })

  it('lead to what nobody wrote a question for by what stands above it: a heading, or whose question it answers', () => {
    const asked = corpus.passages.filter(({ speaker }) => speaker.role === 'asks')
    const headings = selectAll('main h3', pages.get('onderwerpen/')!)
    expect(headings.filter((one) => textOf(one).startsWith('NOS vraagt')).length).toBe(asked.length)
    const linked = headings.map((one) => String(select('a', one)!.properties.href))
    for (const { documentId, id } of asked) expect(linked).toContain(`../${documentId}/#${id}`)
    expect(headings.map(textOf)).toContain('De behandeling van ME/CVS in de reguliere geneeskunde')
    expect(selectAll('main li', pages.get('onderwerpen/')!)).toEqual([])
  })

  it('tell a preview of a link the quote, who says it, its source and a picture of it with its words', async () => {
    const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
    const path = `${zeker.documentId}/${zeker.id}/`
    const factsIn = (tree: Root) =>
      Object.fromEntries(
        selectAll('meta[property]', tree).map(({ properties }) => [properties.property, properties.content]),
      )
    const drawing = new Map(
      (await pagesOf(siteOf(corpus, { draw: async () => null }))).map(([path, tree]) => [path, tree]),
    )
    const facts = factsIn(drawing.get(path)!)
    expect(facts).toMatchObject({
      'og:url': `https://lezen.example.org/${path}`,
      'og:title': 'NVK, in antwoord op NOS – Reactie NVK op vragen NOS over ME/CVS bij…',
      'og:image': `https://lezen.example.org/${path}citaat.png`,
    })
    for (const words of [
      'NOS vraagt: […] Kunnen bevindingen',
      'NVK, in antwoord op NOS:',
      'Zeker.',
      'Bron: Reactie NVK',
    ]) {
      expect(facts['og:description']).toContain(words)
      expect(facts['og:image:alt']).toContain(words)
    }
    expect(Object.keys(factsIn(pages.get(path)!))).not.toContain('og:image')
    const unknown = await pagesOf(siteOf(corpus, { url: null, draw: async () => null }))
    for (const [, tree] of unknown) expect(factsIn(tree)).toEqual({})
  })

  it('have a quote to copy, word for word, and its address as a QR code for paper', () => {
    const zeker = corpus.passages.find(({ text }) => text === 'Zeker.')!
    const page = pages.get(`${zeker.documentId}/${zeker.id}/`)!
    const [text, markdown, apa] = selectAll('.cite pre', page).map(textOf)
    const question = corpus.passage(zeker.answers!)!.text
    expect(text).toBe(
      `NOS vraagt: ${question}\n\nNVK, in antwoord op NOS:\n\n“Zeker.”\n\nBron: Reactie NVK op vragen NOS over ME/CVS bij kinderen (Nederlandse Vereniging voor Kindergeneeskunde, datum onbekend)\n\nhttps://lezen.example.org/${zeker.documentId}/${zeker.id}/`,
    )
    expect(markdown).toContain('\n\n> Zeker.\n\n')
    expect(apa).toBe(
      `Nederlandse Vereniging voor Kindergeneeskunde. (z.d.). Reactie NVK op vragen NOS over ME/CVS bij kinderen. https://lezen.example.org/${zeker.documentId}/${zeker.id}/`,
    )
    expect(selectAll('.paper svg path', page)).toHaveLength(1)
  })

  it('say in the terms of schema.org what is a quotation, whose, and part of what', () => {
    for (const { documentId, id, text, speaker } of corpus.passages) {
      const [quotation, ...others] = selectAll(
        '[itemtype="https://schema.org/Quotation"]',
        pages.get(`${documentId}/${id}/`)!,
      )
      expect(others).toEqual([])
      const named = (property: string) =>
        selectAll(`[itemprop=${property}] [itemprop=name]`, quotation!)[0]!.properties.content
      expect(textOf(selectAll('[itemprop=text]', quotation!)[0]!)).toBe(text)
      expect(named('author')).toBe(speaker.name)
      expect(named('isPartOf')).toBe(corpus.document(documentId).title)
    }
  })

  it('lead only to pages and anchors that exist, or to the web', () => {
    for (const [path, tree] of pages) {
      for (const { properties } of selectAll('a', tree)) {
        const { protocol, origin, pathname, hash } = new URL(String(properties.href), `https://site.example/${path}`)
        if (protocol === 'tel:') expect(pathname).toBe('112')
        else if (origin !== 'https://site.example') expect(origin).toMatch(/^https:/)
        else {
          const target = pages.get(pathname.slice(1))
          expect(target, `${path} → ${pathname}`).toBeDefined()
          if (hash)
            expect(selectAll(`[id="${hash.slice(1)}"]`, target!), `${path} → ${pathname}${hash}`).toHaveLength(1)
        }
      }
    }
  })

  it('let no title, text, link, question or description become markup or an address that runs', async () => {
    const body = '# Leven\n\nLees "dit" & dan `<b>` niet: klik.\n'.replace('`<b>`', '< b >')
    const { corpus } = tinyCorpus({
      'pagina/document.md': documentOf('pagina', body, undefined, "links: [{text: klik, url: 'javascript:alert(3)'}]\n")
        .replace('title: Document pagina', `title: '${HOSTILE}'`)
        .replace('publisher: Uitgever pagina', `publisher: '${HOSTILE}'`)
        .replace('url: null', "url: 'javascript:alert(4)'"),
      'pagina/source.txt': sourceOf(body),
      'pagina/questions.yaml': 'passages: []\n',
    })
    const questions = new Map(corpus.passages.map(({ id }) => [id, HOSTILE]))
    for (const [path, tree] of await pagesOf(siteOf(corpus, { questions }))) {
      for (const script of selectAll('script', tree))
        if (script.properties.src === undefined) expect(textOf(script)).toBe(readAsset('early.js').text)
        else expect(script.properties.src).toMatch(/^[./]*(?:reader|basket)\.js\?v=\w+$/)
      for (const { properties } of selectAll('*', tree)) {
        expect(
          Object.keys(properties).filter((name) => /^on/i.test(name)),
          path,
        ).toEqual([])
        expect(String(properties.href ?? properties.cite ?? '')).not.toMatch(/^\s*javascript:/i)
      }
    }
  })

  it('are seen as soon as they are there, with nothing in them that the policy does not name by its checksum', async () => {
    for (const site of [siteOf(corpus), siteOf(corpus, { search: NO_SEARCH }), asApp(siteOf(corpus))]) {
      for (const [path, tree, html] of await pagesOf(site)) {
        expect(Buffer.byteLength(html), path).toBeLessThan(50_000)
        expect(selectAll('link[rel=stylesheet], script[src]:not([type=module])', tree), path).toEqual([])
        const [policy] = selectAll('meta[http-equiv=Content-Security-Policy]', tree)
        for (const part of selectAll('style, script:not([src])', tree))
          expect(policy!.properties.content, path).toContain(createHash('sha256').update(textOf(part)).digest('base64'))
      }
    }
  })

  describe('of a quote that somebody is sent alone', () => {
    const site = siteOf(corpus, { counterparts: loadCounterparts(CORPUS_FOLDER, corpus) })
    const passage = (words: string) => corpus.passages.find(({ text }) => text.includes(words))!
    const shown = async (words: string, on = site) => {
      const { documentId, id } = passage(words)
      const [quoted, ...beside] = selectAll(
        'main > h2, main > article',
        fromHtml(String((await routesOf(on).get(`${documentId}/${id}/`)!())!.body)),
      )
      expect(textOf(select('blockquote', quoted!)!)).toContain(words)
      return beside.map((one) => textOf(one.tagName === 'h2' ? one : select('blockquote', one)!))
    }

    it('show one of each other side on a subject in dispute, both ways, and nothing where there is none', async () => {
      const [harmful, notHarmful] = ['Uit meerdere onderzoeken blijkt', 'Kortom: er is geen internationale consensus']
      expect(await shown(notHarmful!)).toEqual(['Er is ook een andere kant', expect.stringContaining(harmful!)])
      const other = await shown(harmful!)
      expect(other.slice(other.indexOf('Er is ook een andere kant') + 1)).toEqual([
        expect.stringContaining(notHarmful!),
      ])
      expect(await shown('Pijnbestrijding;')).toEqual([])
    })

    it('show with it what it is never quoted without', async () => {
      expect(await shown('Deze Chinese geneeswijzen')).toEqual([
        'Lees dit erbij',
        expect.stringContaining('niet (voldoende) wetenschappelijk onderbouwd'),
      ])
    })

    it('show no question as another side, and beside a question the way to its answer', async () => {
      for (const { speaker, documentId, id } of corpus.passages) {
        const tree = fromHtml(String((await routesOf(site).get(`${documentId}/${id}/`)!())!.body))
        const [, ...beside] = selectAll('main > article', tree)
        expect(beside.filter(({ properties }) => String(properties.className).includes('asks'))).toEqual([])
        if (speaker.role === 'asks') expect(beside).toEqual([])
        const answers = corpus.passages.filter((one) => one.answers === id)
        const links = selectAll('.actions a', tree).filter((one) => textOf(one) === 'Lees het antwoord')
        expect(links.map(({ properties }) => properties.href)).toEqual(
          answers.slice(0, 1).map((one) => `../../${documentId}/${one.id}/`),
        )
      }
    })
  })

  it('refuse a document with the name of another page', () => {
    const files = { 'zoek/document.md': documentOf('zoek', '# A\n\nTekst.\n'), 'zoek/source.txt': 'A\n\nTekst.\n' }
    const { corpus } = tinyCorpus({ ...files, 'zoek/questions.yaml': 'passages: []\n' })
    expect(() => routesOf(siteOf(corpus))).toThrow('"zoek" has the name of another page')
  })
})
