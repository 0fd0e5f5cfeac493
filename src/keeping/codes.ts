import { createHmac } from 'node:crypto'

/** The same code for the same name: from it, nobody learns the name who doesn't have the token. */
export type Codes = (name: string) => Buffer

const BYTES = 16

/** @param token of the bot; that of another gives other codes. */
export function createCodes(token: string): Codes {
  return (name) => createHmac('sha256', token).update(`code ${name}`).digest().subarray(0, BYTES)
}

/** The number of the bot that a token belongs to. */
export function botOf(token: string): string {
  return token.split(':')[0]!
}
