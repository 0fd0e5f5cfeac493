// Where pages are files, this fills in the page of the basket, from a file beside it for each quote. What is to be copied is in others, which
// are asked for when somebody looks.

import { NOTHING, queryOf } from './choices.js'
import { barsOf, citeTogether, frameOf, refer } from './collect.js'
import { carry, choices, offerReading } from './reader.js'

const cite = document.querySelector('.cite')
const found = new Map()

/** What is in these files; null for one that isn't there. */
function load(names) {
  for (const name of names) if (!found.has(name)) found.set(name, read(name))
  return Promise.all(names.map((name) => found.get(name)))
}

async function read(name) {
  const response = await fetch(name)
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}

function quoteOf({ html }) {
  return new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
}

function addressOf(basket) {
  return location.origin + location.pathname + queryOf({ ...NOTHING, basket })
}

function itemOf(id, one) {
  const item = document.querySelector('#stuk').content.firstElementChild.cloneNode(true)
  item.id = id
  for (const button of item.querySelectorAll('button')) button.value += id
  if (one) item.querySelector('.missing').replaceWith(quoteOf(one))
  return item
}

async function fill() {
  const { basket, leftOut } = choices
  const focused = document.activeElement?.value
  const when = (what, isSo) => {
    document.querySelector(`[data-when=${what}]`).hidden = !isSo
  }
  const all = await load(basket.map((id) => `${id}.json`))
  // In the meantime it may have changed.
  if (choices.basket !== basket) return
  document.querySelector('.basket ol').replaceChildren(...basket.map((id, at) => itemOf(id, all[at])))
  when('empty', basket.length === 0)
  when('some', basket.length > 0)
  when('many', leftOut === 'many')
  when('odd', leftOut === 'odd')
  await fillCopies()
  const paper = document.querySelector('div.paper')
  if (paper) await fillPaper(paper, addressOf(basket), refer(all.map((one) => one?.apa)))
  carry()
  offerReading()
  if (focused) {
    // The button that was pressed, or where it is gone another of its quote: who uses the keyboard stays there.
    const button = document.querySelector(`[value="${focused}"]`)
    const near = [button, ...(button?.parentElement.children ?? [])].find((one) => one?.checkVisibility())
    ;(near ?? document.querySelector('main')).focus({ preventScroll: true })
  }
}

/** What is printed; in Telegram nothing is. */
async function fillPaper(paper, address, references) {
  const { generate, correction } = await import('./qr.js')
  const code = generate(address, { minCorrectionLevel: correction.M })
  paper.querySelector('svg').setAttribute('viewBox', frameOf(code))
  paper.querySelector('path').setAttribute('d', barsOf(code))
  paper.querySelector('.references').textContent = references
  paper.querySelector('.address').textContent = address
}

async function fillCopies() {
  const { basket } = choices
  const copies = cite.open ? await load(basket.map((id) => `${id}.kopie.json`)) : []
  if (choices.basket !== basket) return
  const { text, markdown, apa } = citeTogether(copies, addressOf(basket))
  for (const [at, pre] of cite.querySelectorAll('pre').entries()) pre.textContent = [text, markdown, apa][at]
}

const orSay = (fills) => () =>
  fills().catch(() => {
    document.querySelector('[data-when=failed]').hidden = false
  })
cite.addEventListener('toggle', orSay(fillCopies))
const fillOrSay = orSay(fill)
addEventListener('basket', fillOrSay)
fillOrSay()
