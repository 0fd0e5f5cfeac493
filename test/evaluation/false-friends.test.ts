import { describe, expect, it } from 'vitest'
import { realProduct } from '../support/product.ts'
import { INTERVIEW, PAGE } from '../support/real-corpus.ts'

const { answerer } = await realProduct()
const quotesOf = async (message: string) => {
  const answer = await answerer.answer(message)
  return answer.outcome === 'no_answer' ? [] : answer.quotes
}

/** Words that look like one of the texts and mean something else, in English or in Dutch; and how the passages begin that they don't ask for. */
const FALSE_FRIENDS: readonly (readonly [word: string, message: string, not: string])[] = [
  ['mind', 'Is ME in the mind?', 'Mindfulness'],
  ['mind', 'Is it all in the mind?', 'Mindfulness'],
  ['mind', 'mind over matter, does that work for ME', 'Mindfulness'],
  ['mind', 'do you mind if I ask something', 'Mindfulness'],
  ['mind', 'I changed my mind about the hospital', 'Mindfulness'],
  ['mind', 'never mind', 'Mindfulness'],
  ['remind', 'can you remind me tomorrow', 'Mindfulness'],
  ['mindset', 'helpt een andere mindset bij ME', 'Mindfulness'],
  ['mindmap', 'mindmap maken van mijn klachten', 'Mindfulness'],
  ['geestelijk', 'is ME iets geestelijks', 'Mindfulness'],
  ['osteoporosis', 'osteoporosis and ME', 'Osteopathie'],
  ['osteoporose', 'heb ik osteoporose door ME', 'Osteopathie'],
  ['orthopaedic', 'orthopaedic shoes for ME', 'Orthomoleculaire'],
  ['orthopeed', 'ik loop bij een orthopeed', 'Orthomoleculaire'],
  ['orthodontist', 'orthodontist voor mijn dochter', 'Orthomoleculaire'],
  ['acupressure', 'acupressure for ME', 'Acupunctuur'],
  ['acute', 'my pain is acute', 'Acupunctuur'],
  ['vision', 'Does ME affect your vision?', 'In grote lijnen'],
  ['vision', 'my vision is blurred with ME', 'In grote lijnen'],
  ['regular', 'should I eat regular meals', 'De behandeling van ME/CVS in de reguliere'],
  ['kind', 'be kind to me', 'Voor kinderen'],
  ['kind', 'kind regards', 'Voor kinderen'],
  ['nice', 'It would be nice to have an answer about cold', 'Daarbij werd niet'],
  ['get', 'where do I get a wheelchair', 'Uit meerdere onderzoeken'],
  ['get', 'Can I get ME from a vaccine?', 'Uit meerdere onderzoeken'],
  ['get', 'How can I get some sleep?', 'Uit meerdere onderzoeken'],
  ['pace', 'What is the pace of research into ME?', 'Vanuit deze visie'],
  ['pacemaker', 'I have a pacemaker and ME', 'Vanuit deze visie'],
  ['post', 'can I send it by post', 'Een goed voorbeeld'],
  ['support', 'Are there support groups for ME?', 'We interviewen ook'],
  ['nature', 'does being in nature help with ME', 'De NVK volgt'],
  ['revision', 'revision for my exams with ME', 'De richtlijn SOLK'],
  ['stable', 'we keep horses in a stable', 'In veel gevallen'],
  ['crash', 'my computer crashed again', 'Het voorkomen'],
  ['crash', 'Car crash and ME, is there a link?', 'Het voorkomen'],
  ['long', 'how long is the queue at the desk', 'Hoewel long COVID'],
  ['gift', 'My energy is a gift', 'Fijn wanneer'],
  ['framed', 'framed pictures of the association', 'De vraagstelling'],
  ['fit', 'Will I ever be fit again?', 'Voor kinderen geldt'],
  ['list', 'I need a list of books', 'Hier vind je'],
  ['rust', 'the clinic has rust on the door', 'Een balans vinden'],
]

describe('a word that looks like one of the texts and means something else', () => {
  it.each(FALSE_FRIENDS)('"%s" in "%s" finds nothing that begins "%s"', async (_word, message, not) => {
    const begins = (await quotesOf(message)).map(({ passage }) => passage.text.slice(0, not.length))
    expect(begins).not.toContain(not)
  })

  it.each(['Is ME in the mind?', 'is ME iets geestelijks', 'my doctor says it is all in my mind'])(
    'and asks whether ME is of the body or the mind gets both sides: "%s"',
    async (message) => {
      const documents = (await quotesOf(message)).map(({ document }) => document.id)
      expect(documents).toEqual(expect.arrayContaining([PAGE, INTERVIEW]))
    },
  )
})
