import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 2 ** 26 }
const BYTES = 32

/** Hashes a password with a salt of its own, by scrypt. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password.normalize('NFC'), salt, BYTES, COST)
  return `scrypt:${salt.toString('base64url')}:${hash.toString('base64url')}`
}

/** Whether a password is the one that was hashed. */
export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const [, salt = '', hash = ''] = hashed.split(':')
  const given = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), BYTES, COST)
  const expected = Buffer.from(hash, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
