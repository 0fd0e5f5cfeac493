import { words } from './fold.ts'
import { isStopWord } from './stop-words.ts'

/** Folded words that point at another text. */
const POINTING = new Set(
  `dit dat die deze hier hierboven hiervan hiermee daar daarvan daarmee bovenstaande vorige this that these those above`.split(
    /\s+/,
  ),
)
/** Folded words that ask something of a text: whether it is right, where it is from, what it means. */
const ASKING = new Set(
  `klopt klop kloppen bron bronnen bronvermelding bewijs bewijzen onzin waarheid citaat bedoel bedoelt bedoelen bedoeld betekent
  controleer controleren check checken nakijken nagaan vandaan beweert bewering stelling
  source sources proof prove true false nonsense quote mean means meaning verify says`.split(/\s+/),
)
/** Folded words that may stand beside those. */
const BESIDE = new Set(
  `echt juist zeker waar feit feiten correct graag aub alsjeblieft sorry vind vindt vinden denk denkt zeg zegt zeggen gezegd staat
  bericht tekst verhaal stuk artikel uitspraak mening opinie uitleg uitleggen leg please really right sure fact facts think say said
  text message article bot hoi hallo hey hi`.split(/\s+/),
)

/**
 * Whether a message only points at another text ("klopt dit?", "bron?") and has no subject of its own: by itself it asks nothing
 * that can be looked up.
 */
export function onlyPoints(message: string): boolean {
  const said = words(message)
  return (
    said.some((word) => POINTING.has(word) || ASKING.has(word)) &&
    said.every((word) => POINTING.has(word) || ASKING.has(word) || BESIDE.has(word) || isStopWord(word))
  )
}
