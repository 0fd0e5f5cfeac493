import type { Passage } from '../corpus/document.ts'
import type { Corpus } from '../corpus/load-corpus.ts'

/** A question that a language model wrote and nobody has accepted yet: never shown to users of the bot, and never searched. */
export interface Draft {
  readonly question: string
  /** Id of the passage that should answer it; null when none should. */
  readonly passageId: string | null
}

const UNANSWERED = 'geen antwoord'
/** Longer lines are no questions that somebody types. */
const LONGEST = 500

/**
 * The prompt for drafts of questions, in Dutch as the questions are. Any language model can be given it, and its reply pasted back.
 * @param count questions a passage.
 */
export function promptFor(passages: readonly Passage[], corpus: Corpus, count: number): string {
  const texts = passages.map((passage) => {
    const before = corpus.passage(passage.answers ?? passage.intro ?? '')?.text
    const items = corpus.passages.filter(({ intro }) => intro === passage.id).map(({ text }) => text)
    const { title, publisher } = corpus.document(passage.documentId)
    const place = [title, ...passage.section].join(' › ')
    return [
      `[${passage.id}] ${place} (${publisher})`,
      before && `(Hiervoor staat: ${before})`,
      passage.text,
      items.length > 0 && `(Hierna staat: ${items.join(' / ')})`,
    ]
      .filter(Boolean)
      .join('\n')
  })
  return `Je helpt een redactie die haar teksten vindbaar maakt. Hieronder staan stukken tekst.
Bedenk bij elk stuk ${count} vragen die dat stuk beantwoordt, van mensen die het niet gelezen hebben.

- Schrijf zoals mensen echt typen: kort en lang, met en zonder hoofdletters, soms losse woorden, soms een zin over hun eigen leven, soms met een tikfout, soms Vlaams, één keer Engels.
- Gebruik andere woorden dan het stuk zelf.
- Het stuk moet de vraag echt beantwoorden. Kan dat niet, schrijf er dan minder of geen.
- Bedenk tot slot een paar vragen die erop lijken, maar die geen van de stukken beantwoordt.

Antwoord alleen zo, met één vraag op een regel en zonder uitleg:

[code van het stuk]
vraag
vraag

[${UNANSWERED}]
vraag

De stukken:

${texts.join('\n\n')}
`
}

/**
 * Reads the reply to a prompt. Language models number their lines, make headings of the codes, or think aloud first.
 * @param passages those of the prompt; when there is one alone, its questions need no code above them.
 * @returns drafts without repetitions; what stands under another code is left out.
 */
export function readReply(reply: string, passages: readonly Pick<Passage, 'id'>[]): Draft[] {
  const ids = new Set(passages.map(({ id }) => id))
  const drafts: Draft[] = []
  const seen = new Set<string>()
  let under: string | null | undefined = passages.length === 1 ? passages[0]!.id : undefined
  // What a model thought comes before what it says.
  for (const line of reply.split('</think>').at(-1)!.split(/\r?\n/)) {
    const plain = line.replace(/[*#`>_]/g, '').trim()
    const [, code = plain.replace(/:$/, '')] = /^\[([^\]]{1,40})\]/.exec(plain) ?? []
    const name = code.trim().toLowerCase()
    if (name === UNANSWERED) under = null
    else if (ids.has(name)) under = name
    else if (plain.startsWith('[')) under = undefined
    else if (under !== undefined) {
      const question = questionIn(line)
      if (question === null || seen.has(question)) continue
      seen.add(question)
      drafts.push({ question, passageId: under })
    }
  }
  return drafts
}

/** A line without its bullet or number, bold signs and quotation marks; null when it is no question or message. */
function questionIn(line: string): string | null {
  const question = line
    .replaceAll('**', '')
    .trim()
    .replace(/^(?:[-*•–>]|\d{1,3}[.)])\s+/, '')
    .replace(/^["“”„'‘’](.*)["“”'‘’]$/, '$1')
    .trim()
  return /\p{L}{2}/u.test(question) &&
    !question.endsWith(':') &&
    !/^<|^```/.test(question) &&
    question.length <= LONGEST
    ? question
    : null
}
