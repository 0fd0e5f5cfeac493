import type { IncomingMessage, ServerResponse } from 'node:http'

/** @param body text is sent as a page of HTML, anything else as JSON. */
export function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  const isPage = typeof body === 'string'
  const text = isPage ? body : JSON.stringify(body)
  const type = isPage ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}

/** The body of a request; an empty one is an empty object. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'))
}
