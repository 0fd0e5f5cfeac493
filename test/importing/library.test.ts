import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { driver } from '../../src/database/driver.ts'
import { library } from '../../src/importing/library.ts'

const { devDependencies, optionalDependencies } = JSON.parse(
  readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8'),
) as Record<'devDependencies' | 'optionalDependencies', Record<string, string>>

/** As Node says of a package that isn't installed. */
const missing = () => import('no-such-package' as string)

/** What npm leaves out is not installed by its name: "npm install hono" does nothing where NODE_ENV is "production". */
it('a package that is missing is installed by naming its kind, so that npm does so whatever NODE_ENV is', async () => {
  await expect(library('hono', missing)).rejects.toThrow(/^This needs hono.* "npm install --include=dev" in the folder/)
  await expect(driver('optional', 'INDEX_URL', missing)).rejects.toThrow('"npm install --include=optional"')
  await expect(driver('dev', 'INDEX_URL', missing)).rejects.toThrow('"npm install --include=dev"')
})

it('every package of which this is said is of that kind', () => {
  const textOf = (path: string) => readFileSync(join(PROJECT_FOLDER, 'src', path), 'utf8')
  const office = textOf('importing/read-office.ts') + textOf('importing/read-pdf.ts') + textOf('importing/read-html.ts')
  const libraries = [...(office + textOf('cli/desk.ts')).matchAll(/library\('([^']+)'/g)].flatMap(([, names]) =>
    names!.split(' '),
  )
  expect(libraries).toContain('hono')
  expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining([...libraries, '@electric-sql/pglite']))
  expect(Object.keys(optionalDependencies)).toContain('pg')
})

it('what is wrong inside a package is said as it is', async () => {
  const broken = () => Promise.reject(new Error('damaged'))
  await expect(library('hono', broken)).rejects.toThrow('damaged')
})
