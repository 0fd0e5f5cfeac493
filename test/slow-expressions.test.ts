import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tokenizer } from 'acorn'
import { analyse } from 'scslre'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { PROJECT_FOLDER } from '../src/config/config.ts'

/** A regular expression of the product, and where it stands. */
interface Expression {
  readonly source: string
  readonly flags: string
  readonly where: string
}

/**
 * Expressions that take more than linear time on a text without end, and why that can't happen. The key is the expression: who
 * changes it thinks again.
 */
const BOUNDED: Readonly<Record<string, string>> = {
  '/[.!?;:]+$/': 'sentences of the corpus',
  '/\\/+$/': 'addresses that the operator set',
  '/^\\s*\\|/m': 'blocks of the corpus',
  '/\\s+\\S*$/': '99 characters of a title',
  '/(?<!(?:^|[^\\p{L}])(?:\\p{L}|prof|drs|dr|mevr|mw|dhr|bijv|nr))[.!?…]+["\'”’)]*\\s+/giu':
    '300 characters beside a quote',
  "/[.'’/&-]+$/u": 'a name of 210 characters',
  '/[-–—(›·|~\\n]\\s*$/': 'what stands between two words; measured, with 4,096 line ends',
  '/^[-‐‑]\\s*\\n\\s*$/': 'what stands between two words; measured, with 4,096 line ends',
}

/** The expressions that are written as such. Test runs compile src to dist first, where no types are in the way. */
function literals(): Expression[] {
  const dist = join(PROJECT_FOLDER, 'dist')
  return readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .flatMap((path) => {
      const tokens = tokenizer(readFileSync(join(dist, path), 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' })
      return (
        Array.from(tokens)
          .filter(({ type }) => type.label === 'regexp')
          // What acorn's types leave out.
          .map((token) => (token as unknown as { value: { pattern: string; flags: string } }).value)
          .map(({ pattern, flags }) => ({ source: pattern, flags, where: path }))
      )
    })
}

/** The expressions that are built while the product is loaded: from parts, from the corpus, from what the bot says. */
async function built(): Promise<Expression[]> {
  const made: Expression[] = []
  const real = RegExp
  vi.stubGlobal(
    'RegExp',
    new Proxy(real, {
      construct(target, args: [string, string?], self) {
        const where = new Error().stack?.split('\n').find((line) => /\/(?:src|dist)\//.test(line)) ?? ''
        const expression = Reflect.construct(target, args, self) as RegExp
        if (where !== '' && !where.includes('node_modules'))
          made.push({ source: expression.source, flags: expression.flags, where })
        return expression
      },
    }),
  )
  const { realProduct } = await import('./support/product.ts')
  const { answerer } = await realProduct()
  await import('../src/telegram/create-bot.ts')
  const { loadTranslations } = await import('../src/i18n/translations.ts')
  loadTranslations()
  // What is built late, at the first question.
  await answerer.answer('Wat zegt de NVK over revalidatie?')
  vi.unstubAllGlobals()
  return made
}

describe('regular expressions', () => {
  afterAll(() => vi.unstubAllGlobals())

  it('take linear time, however long and odd the text', async () => {
    const all = [...literals(), ...(await built())]
    expect(all.length).toBeGreaterThan(150)
    const slow = all.flatMap(({ source, flags, where }) =>
      analyse({ source, flags }).reports.map(({ type, exponential }) => ({
        expression: `/${source}/${flags}`,
        exponential,
        type,
        where,
      })),
    )
    expect(slow.filter(({ exponential }) => exponential)).toEqual([])
    expect(slow.filter(({ expression }) => !(expression in BOUNDED))).toEqual([])
    expect(Object.keys(BOUNDED).filter((known) => !slow.some(({ expression }) => expression === known))).toEqual([])
  })
})
