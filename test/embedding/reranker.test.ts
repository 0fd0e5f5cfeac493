import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { loadCrossEncoder } from '../../src/embedding/cross-encoder.ts'
import { openReranker } from '../../src/embedding/open-reranker.ts'
import { createRerankServer } from '../../src/embedding/rerank-server.ts'
import { limited, RerankError } from '../../src/embedding/reranker.ts'
import { tinyCrossEncoder } from '../support/tiny-cross-encoder.ts'

const WORDS = ['rust', 'helpt', 'niet']
const TEXTS = ['Rust helpt, rust.', 'Niet.', 'Rust helpt niet.']
const patient = () => new AbortController().signal

describe('a cross-encoder of a folder', () => {
  it('gives a score for each text, read together with the question', async () => {
    const read = await loadCrossEncoder(tinyCrossEncoder(WORDS))
    expect(await read('Helpt rust?', TEXTS, patient())).toEqual([3, 1, 2])
  })

  it('reads the beginning of a question that is too long, and the whole text', async () => {
    const read = await loadCrossEncoder(tinyCrossEncoder(WORDS))
    const [score] = await read('rust '.repeat(2000), ['rust'], patient())
    expect(score).toBeGreaterThan(200)
    expect(score).toBeLessThan(510)
  })

  it('stops between two texts when its time is over', async () => {
    const read = await loadCrossEncoder(tinyCrossEncoder(WORDS))
    await expect(read('Helpt rust?', TEXTS, AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
  })

  it('says so when it is another kind of model', async () => {
    const read = await loadCrossEncoder(tinyCrossEncoder(WORDS, 'vectors'))
    await expect(read('Helpt rust?', TEXTS, patient())).rejects.toThrow(/gives \d+ numbers .* a reranker gives one/)
  })

  it('that is missing is a notice for the operator, and no reason not to answer', async () => {
    const notices: string[] = []
    const settings = { from: { model: '/no/such/folder' }, timeout: 100 }
    expect(await openReranker(settings, (line) => notices.push(line))).toBeNull()
    expect(notices).toEqual([expect.stringMatching(/^Answering without the reranker .* Check RERANKER_MODEL/)])
  })

  it('has a fingerprint of its files', async () => {
    const open = (words: string[]) => openReranker({ from: { model: tinyCrossEncoder(words) }, timeout: 100 }, () => {})
    const [one, same, other] = [await open(WORDS), await open(WORDS), await open(['rust'])]
    expect(one!.fingerprint).toBe(same!.fingerprint)
    expect(one!.fingerprint).not.toBe(other!.fingerprint)
  })
})

/** What a server was asked, and how it replies. */
type Reply = (body: { query: string; texts: string[]; documents: string[] }, response: ServerResponse) => void

const servers: ReturnType<typeof createServer>[] = []
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections()
})

async function serve(reply: Reply): Promise<{ readonly url: string; readonly paths: string[] }> {
  const paths: string[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    paths.push(request.url!)
    let text = ''
    for await (const chunk of request) text += chunk
    reply(JSON.parse(text), response)
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths }
}

/** As text-embeddings-inference replies: best first. */
const asList: Reply = ({ texts }, response) =>
  response.end(JSON.stringify(texts.map((_, index) => ({ index, score: index - 5.5 })).reverse()))
/** As llama.cpp, vLLM and Infinity reply. */
const asResults: Reply = ({ documents }, response) =>
  response.end(
    JSON.stringify({
      object: 'list',
      results: documents.map((document, index) => ({
        index,
        relevance_score: index / 10,
        document: { text: document },
      })),
    }),
  )

describe('a rerank server', () => {
  it('is asked as text-embeddings-inference is, and its list is understood', async () => {
    const { url, paths } = await serve(asList)
    expect(await createRerankServer(url)('Helpt rust?', TEXTS, patient())).toEqual([-5.5, -4.5, -3.5])
    expect(paths).toEqual(['/rerank'])
  })

  it('is asked as llama.cpp is, at the path that the operator named', async () => {
    const { url, paths } = await serve(asResults)
    expect(await createRerankServer(`${url}/v1/reranking`)('Helpt rust?', TEXTS, patient())).toEqual([0, 0.1, 0.2])
    expect(paths).toEqual(['/v1/reranking'])
  })

  it.each<[string, Reply, RegExp]>([
    ['that fails', (_, response) => response.writeHead(503).end('Helpt rust?'), /^it answers with status 503$/],
    ['that is something else', (_, response) => response.end('<html>Helpt rust?'), /not that of a rerank API/],
    ['that scores too few texts', (_, response) => response.end('[{"index":0,"score":1}]'), /not that of a rerank API/],
    ['that has no numbers', (_, response) => response.end('[{"index":0,"score":"1"}]'), /not that of a rerank API/],
    [
      'that sends on to another',
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
      /can't be reached/,
    ],
    ['that breaks off', (_, response) => response.destroy(), /can't be reached/],
  ])('%s is an error without a word of the question', async (_, reply, expected) => {
    const { url } = await serve(reply)
    const failure = await createRerankServer(url)('Helpt rust?', TEXTS, patient()).catch((error: Error) => error)
    expect(failure).toBeInstanceOf(RerankError)
    expect((failure as Error).message).toMatch(expected)
    expect((failure as Error).message).not.toContain('rust')
  })

  it('that is silent is left alone when the time is over', async () => {
    const { url } = await serve(() => {})
    const notices: string[] = []
    const read = limited(createRerankServer(url), 'RERANKER_URL', 20, (line) => notices.push(line))
    expect(await read('Helpt rust?', TEXTS)).toBeNull()
    expect(notices).toEqual([expect.stringMatching(/RERANKER_URL: it took longer than the 20 ms of RERANKER_TIMEOUT/)])
  })

  it('that is used is a notice when the program starts: questions go there', async () => {
    const notices: string[] = []
    await openReranker({ from: { url: 'http://localhost:8081/rerank' }, timeout: 100 }, (line) => notices.push(line))
    expect(notices).toEqual([expect.stringMatching(/the text of every question is sent to localhost:8081/)])
  })
})

describe('a reranker that fails', () => {
  it('is one line until it works again, and rests meanwhile', async () => {
    let works = false
    let time = 0
    let asked = 0
    const notices: string[] = []
    const read = limited(
      async (_, texts) => {
        asked++
        if (!works) throw new RerankError('it answers with status 503')
        return texts.map(() => 1)
      },
      'RERANKER_URL',
      1000,
      (line) => notices.push(line),
      () => time,
    )
    for (time = 0; time < 100_000; time += 1000) expect(await read('Helpt rust?', TEXTS)).toBeNull()
    expect(asked).toBe(4)
    expect(notices).toEqual([expect.stringMatching(/without the reranker of RERANKER_URL: it answers with status 503/)])
    works = true
    time += 30_000
    expect(await read('Helpt rust?', TEXTS)).toEqual([1, 1, 1])
    expect(notices.slice(1)).toEqual(['The reranker of RERANKER_URL works again.'])
  })

  it('is told without the words of an error that may hold the question', async () => {
    const notices: string[] = []
    const fails = async () => {
      throw new TypeError('cannot read "Helpt rust?"')
    }
    await limited(fails, 'RERANKER_MODEL', 1000, (line) => notices.push(line))('Helpt rust?', TEXTS)
    expect(notices.join()).toContain('it failed (TypeError)')
    expect(notices.join()).not.toContain('rust?')
  })
})
