// Where pages are files, this fills in the page of the basket, from a file beside the page of each quote.

const places = fetch('citaten.json').then((response) => response.json())
const found = new Map()

/** A quote with its citation; null where there is none. */
async function find(id) {
  const place = Object.entries(await places).find(([, ids]) => ids.includes(id))
  if (!place) return null
  const response = await fetch(`../${place[0]}/${id}/citaat.json`)
  if (!response.ok) throw new Error(`${response.status}`)
  const { html, citation } = await response.json()
  return { quote: new DOMParser().parseFromString(html, 'text/html').body.firstElementChild, citation }
}

function itemOf(id, one) {
  const item = document.querySelector('#stuk').content.firstElementChild.cloneNode(true)
  item.id = id
  for (const link of item.querySelectorAll('[data-choose]')) {
    link.dataset.choose += id
    link.setAttribute('href', `#${id}`)
  }
  if (one) item.querySelector('.missing').replaceWith(one.quote.cloneNode(true))
  return item
}

async function fill() {
  const { basket, leftOut } = choices
  const focused = document.activeElement?.dataset.choose
  const when = (what, isSo) => {
    document.querySelector(`[data-when=${what}]`).hidden = !isSo
  }
  for (const id of basket) if (!found.has(id)) found.set(id, find(id))
  const all = await Promise.all(basket.map((id) => found.get(id)))
  // In the meantime it may have changed.
  if (choices.basket !== basket) return
  document.querySelector('.basket ol').replaceChildren(...basket.map((id, at) => itemOf(id, all[at])))
  when('empty', basket.length === 0)
  when('some', basket.length > 0)
  when('many', leftOut === 'many')
  when('odd', leftOut === 'odd')
  const address = location.origin + location.pathname + queryOf({ ...NOTHING, basket })
  const { text, markdown, apa } = citeTogether(
    all.map((one) => one?.citation),
    address,
  )
  for (const [at, pre] of document.querySelectorAll('.cite pre').entries()) pre.textContent = [text, markdown, apa][at]
  const { generate, correction } = await import('./qr.js')
  const code = generate(address, { minCorrectionLevel: correction.M })
  const paper = document.querySelector('div.paper')
  paper.querySelector('svg').setAttribute('viewBox', frameOf(code))
  paper.querySelector('path').setAttribute('d', barsOf(code))
  paper.querySelector('.references').textContent = apa
  paper.querySelector('.address').textContent = address
  carry()
  offerReading()
  if (focused) {
    // The link that was followed, or where it is gone another of its quote: who uses the keyboard stays there.
    const link = document.querySelector(`[data-choose="${focused}"]`)
    const near = [link, ...(link?.parentElement.children ?? [])].find((one) => one?.checkVisibility())
    ;(near ?? document.querySelector('main')).focus({ preventScroll: true })
  }
}

const fillOrSay = () =>
  fill().catch(() => {
    document.querySelector('[data-when=failed]').hidden = false
  })
addEventListener('basket', fillOrSay)
fillOrSay()
