// What a reader chose. It is kept in the address alone: the server reads it there with this file, and so does the browser.

/**
 * @typedef {object} Choices
 * @property {1 | 2 | 3} letters size of the letters
 * @property {'' | 'licht' | 'donker' | 'sepia'} colour empty for that of the device
 * @property {boolean} rest whether only what answers shows
 * @property {readonly string[]} basket ids of the quotes that were picked, each once
 * @property {'many' | 'odd' | null} leftOut why some of the address was left out of the basket
 */

/** What whoever chose nothing sees. @type {Choices} */
export const NOTHING = { letters: 1, colour: '', rest: false, basket: [], leftOut: null }

/** Most quotes in a basket: as many as fit an address that people send each other. */
export const MAX_BASKET = 20
/** What the buttons that choose are called in an address: short, as there are many on a page. */
export const CHOICE = 'k'
const COLOURS = /** @type {const} */ (['licht', 'donker', 'sepia'])

/**
 * Reads an address: whatever stands there, only what may be chosen comes out.
 * @param {string} query what follows the question mark
 * @returns {Choices}
 */
export function readChoices(query) {
  const given = new URLSearchParams(query)
  const named = new Set((given.get('mandje') ?? '').split(',').filter((id) => id !== ''))
  const ids = [...named].filter((id) => /^[a-z2-7]{8}$/.test(id))
  const letters = given.get('letters')
  return {
    letters: letters === '2' ? 2 : letters === '3' ? 3 : 1,
    colour: COLOURS.find((one) => one === given.get('kleur')) ?? '',
    rest: given.get('rust') === 'aan',
    basket: ids.slice(0, MAX_BASKET),
    leftOut: ids.length > MAX_BASKET ? 'many' : ids.length < named.size ? 'odd' : null,
  }
}

/**
 * @param {Pick<Choices, 'letters' | 'colour' | 'rest' | 'basket'>} choices
 * @returns {string} with its question mark; empty when nothing was chosen
 */
export function queryOf({ letters, colour, rest, basket }) {
  const parts = [
    letters > 1 && `letters=${letters}`,
    colour && `kleur=${colour}`,
    rest && 'rust=aan',
    basket.length > 0 && `mandje=${basket.join(',')}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/**
 * What a button with this value chooses: "letters 2", "kleur sepia", "rust aan", "mandje ID" to put it in or take it out, "op ID"
 * and "neer ID" to move it, or "leeg".
 * @param {Choices} choices
 * @param {string} change
 * @returns {Choices}
 */
export function choose(choices, change) {
  const [what = '', value = ''] = change.split(' ')
  const { basket } = choices
  const at = basket.indexOf(value)
  const moved = (/** @type {number} */ to) =>
    basket.with(at, basket[to] ?? value).with(Math.max(0, Math.min(to, basket.length - 1)), value)
  if (what === 'leeg') return { ...choices, basket: [] }
  if (at < 0 && (what === 'op' || what === 'neer')) return choices
  if (what === 'op') return { ...choices, basket: moved(at - 1) }
  if (what === 'neer') return { ...choices, basket: moved(at + 1) }
  if (what === 'mandje')
    return {
      ...choices,
      basket: at < 0 ? [...basket, value].slice(0, MAX_BASKET) : basket.filter((id) => id !== value),
    }
  const { letters, colour, rest } = readChoices(`${what}=${value}`)
  if (what === 'letters') return { ...choices, letters }
  return what === 'kleur' ? { ...choices, colour } : { ...choices, rest }
}

/**
 * Whether a button chooses what is chosen already, or takes out what is in the basket.
 * @param {Choices} choices
 * @param {string} change
 */
export function isChosen(choices, change) {
  const [what, id = ''] = change.split(' ')
  return what === 'mandje' ? choices.basket.includes(id) : queryOf(choose(choices, change)) === queryOf(choices)
}

/**
 * Where a page that shows what was chosen goes on: at the quote that it was about.
 * @param {string} change
 */
export function placeOf(change) {
  const [, id = ''] = /^(?:mandje|op|neer) ([a-z2-7]{8})$/.exec(change) ?? []
  return id && `#${id}`
}

/**
 * The address of a link on a page for whoever chose this.
 * @param {string} href relative, of a page of the site
 * @param {Choices} choices
 */
export function addressFor(href, choices) {
  return addressWith(href, queryOf(choices))
}

/** An address with another query. @param {string} href @param {string} query */
export function addressWith(href, query) {
  const [address = '', ...fragment] = href.split('#')
  const [path = ''] = address.split('?')
  return [path + query, ...fragment].join('#')
}

/** Whether a link leads to another page of the site, which has to know what was chosen. @param {string} href */
export function isOwn(href) {
  return !/^(?:[a-z][a-z+.-]*:|\/\/|#)/i.test(href)
}

/** The classes by which the style sheet knows what was chosen. @param {Choices} choices */
export function classesOf({ letters, colour, rest }) {
  return [letters > 1 ? `letters-${letters}` : '', colour, rest ? 'rust' : ''].filter(Boolean).join(' ')
}
