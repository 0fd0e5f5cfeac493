import { words } from '../dutch/fold.ts'
import type { Language } from '../i18n/translations.ts'

const list = (all: string): ReadonlySet<string> => new Set(all.split(/\s+/))

/** Folded words that Dutch doesn't have and English questions are made of. */
const ENGLISH = list(
  `what how who whom whose why when where which does do did can could should would will has have had are am were i my your you they their there
  any isn doesn don it the this that these those children`,
)
/** Folded words of English that may stand in a Dutch message: between names, or in a quotation. */
const MAYBE_ENGLISH = list(
  'and to for with from about by not be been patients people anyone someone help harmful better worse',
)
/** Folded words that English doesn't have and Dutch questions are made of. */
const DUTCH = list(
  `wat hoe wie waarom wanneer waar welke welk hoeveel doet doen kan kun kunnen moet moeten mag wordt worden heeft heb hebben zijn ben bent ik je jij
  jullie mijn mn niet geen een het de der dat dit die deze er voor met bij naar aan uit om ook nog wel als maar en of zonder tegen`,
)

/** In which language a message is asked; null where its words don't tell, as of names alone. */
export function languageOf(message: string): Language | null {
  const said = words(message)
  const count = (known: ReadonlySet<string>) => said.filter((word) => known.has(word)).length
  const [dutch, english, maybe] = [count(DUTCH), count(ENGLISH), count(MAYBE_ENGLISH)]
  if (dutch === 0) return english > 0 || maybe > 1 ? 'en' : null
  // A message in one language may quote the other, or share a few words with it.
  if (english === 0) return 'nl'
  return english > 2 * dutch ? 'en' : dutch > 2 * english ? 'nl' : null
}
