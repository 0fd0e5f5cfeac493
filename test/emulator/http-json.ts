import type { IncomingMessage, ServerResponse } from 'node:http'

/** @param body a string is sent as HTML, anything else as JSON. */
export function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  const isPage = typeof body === 'string'
  const text = isPage ? body : JSON.stringify(body)
  const type = isPage ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}

/** Reads a JSON body; an empty one is read as {}. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'))
}
