import { loadTranslations } from '../../src/i18n/translations.ts'
import type { Product } from '../../src/product.ts'
import { checkQuote } from '../../src/quote-check/check-quote.ts'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import { renderAnswer } from '../../src/telegram/messages/render-answer.ts'
import { renderCheck } from '../../src/telegram/messages/render-check.ts'
import type { RenderContext } from '../../src/telegram/messages/render-quote.ts'
import { type Bubble, drawPhone, PHONE_WIDTH } from './draw-phone.ts'

const GAP = 24

/** Two chats with the bot as an SVG picture: example questions and a quote check, as the bot really answers them. */
export async function drawChats({ corpus, answerer }: Pick<Product, 'corpus' | 'answerer'>): Promise<string> {
  const t = loadTranslations()('nl')
  const context: RenderContext = {
    corpus,
    t,
    username: 'bronwijzer_bot',
    rest: false,
    audience: 'private',
    reports: true,
  }
  const asked = async (question: string): Promise<Bubble[]> => [
    { from: 'user', text: question },
    ...renderAnswer(await answerer.answer(question), context).map((message): Bubble => ({ from: 'bot', message })),
  ]
  const checked = (text: string): Bubble[] => [
    { from: 'user', text },
    ...renderCheck(checkQuote(text, corpus), text, context).map((message): Bubble => ({ from: 'bot', message })),
  ]
  const [first = '', second = ''] = EXAMPLE_QUESTIONS
  const quoted = corpus.passages
    .flatMap(({ text, sentences }) => sentences.map(({ start, end }) => text.slice(start, end)))
    .find((sentence) => / niet /.test(sentence) && sentence.length > 60 && sentence.length < 120)!
  const phones = [
    await asked(first),
    [...(await asked(second)), ...checked(`Klopt dit citaat? “${quoted.replace(' niet ', ' ')}”`)],
  ].map((bubbles) => drawPhone(bubbles, 'Bronwijzer', 'bot'))
  const height = Math.max(...phones.map((phone) => phone.height))
  const width = phones.length * (PHONE_WIDTH + GAP) - GAP
  const frames = phones.map(
    ({ svg }, index) =>
      `<g transform="translate(${index * (PHONE_WIDTH + GAP)} 0)" clip-path="url(#phone)"><rect width="${PHONE_WIDTH}" height="${height}" fill="#c9dcea"/>${svg}</g>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Twee gesprekken met Bronwijzer: antwoorden met letterlijke citaten en hun bron, en een citaat dat niet klopt.">
<clipPath id="phone"><rect width="${PHONE_WIDTH}" height="${height}" rx="18"/></clipPath>
${frames.join('\n')}
</svg>
`
}
