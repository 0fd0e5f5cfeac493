import { describe, expect, it } from 'vitest'
import { openDesk } from '../support/open-desk.ts'

describe('the tour', () => {
  it('begins at the first visit, leads through the pages in five steps, and ends for good', async () => {
    const { get, post } = await openDesk()
    const read: string[] = []
    let path: string | undefined = '/'
    let last = ''
    while (path) {
      last = (await get(path)).body
      read.push(/Stap \d van \d/.exec(last)?.[0] ?? `${path} shows no step`)
      path = /<a class="go" href="([^"]*)"/.exec(last)?.[1]
    }
    expect(read).toEqual([1, 2, 3, 4, 5].map((step) => `Stap ${step} van 5`))
    expect(last).toContain('Aan de slag')
    const { status, headers } = await post('/tour', {})
    expect([status, headers.location]).toEqual([303, '/'])
    const cookie = headers['set-cookie']![0]!.split(';')[0]!
    expect((await get('/', { cookie })).body).not.toContain('Stap 1')
    expect((await get('/?tour', { cookie })).body).toContain('Stap 1')
  })
})
