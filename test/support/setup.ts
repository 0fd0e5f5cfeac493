import { afterAll, afterEach } from 'vitest'
import { end } from './at-the-end.ts'

afterEach(() => end('test'))
afterAll(() => end('file'))
