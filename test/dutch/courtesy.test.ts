import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_FOLDER } from '../../src/config/config.ts'
import { courtesyOf, withoutCourtesy } from '../../src/dutch/courtesy.ts'
import { evaluationSet } from '../support/product.ts'

describe('a message of courtesy', () => {
  it.each([
    ['Bedankt!', 'thanks'],
    ['ok top, dankjewel', 'thanks'],
    ['merci he', 'thanks'],
    ['thank you so much', 'thanks'],
    ['dank je wel, hier heb ik wat aan', 'thanks'],
    ['Bedankt, doei', 'goodbye'],
    ['fijne avond nog', 'goodbye'],
    ['tot de volgende keer', 'goodbye'],
    ['bye!', 'goodbye'],
    ['laat maar', 'goodbye'],
    ['ok, laat maar zitten', 'goodbye'],
    ['never mind, thanks', 'goodbye'],
    ['Hoi', 'hello'],
    ['goedemorgen bot', 'hello'],
  ] as const)('"%s" is %s', (message, courtesy) => {
    expect(courtesyOf(message)).toBe(courtesy)
  })

  it.each([
    'bedankt, en hoe zit het met slaap?',
    'hoi, helpt rust?',
    'bedankt voor alles',
    'doei allemaal',
    'ik wil niet meer, bedankt',
    'laat maar gaan',
    'laat mij maar',
    'ok',
    'wat is een goede dag voor iemand met ME',
    '',
    '?!',
  ])('is not one that says or asks something: %s', (message) => {
    expect(courtesyOf(message)).toBeNull()
  })

  it('is none that is measured as a question or a cry for help', () => {
    const asked = (['dev', 'strangers-a', 'strangers-b', 'dev-real'] as const).flatMap((set) => evaluationSet(set))
    expect(asked.filter(({ question, gold }) => gold.length > 0 && courtesyOf(question))).toEqual([])
    const cries = ['safety', 'safety-own', 'safety-strangers'].flatMap((name) =>
      readFileSync(join(PROJECT_FOLDER, 'test', 'eval', `${name}.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line): { text: string; kind: string } => JSON.parse(line)),
    )
    expect(cries.filter(({ text, kind }) => kind !== 'none' && courtesyOf(text))).toEqual([])
  })

  it.each([
    ['Bedankt, en hoe zit het met slaap?', 'en hoe zit het met slaap?'],
    ['merci en acupunctuur?', 'en acupunctuur?'],
    ['dankje! nog een vraagje: wat is pacing', 'wat is pacing'],
    ['helpt rust? bedankt', 'helpt rust? bedankt'],
    ['bedankt', 'bedankt'],
  ])('before a question is no part of it: "%s"', (message, question) => {
    expect(withoutCourtesy(message)).toBe(question)
  })
})
