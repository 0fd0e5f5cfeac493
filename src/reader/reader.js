// Pages need no script where the bot serves them. For pages that are files, this does what the bot does: it reads what was chosen in the
// address, and has every link carry it. It keeps nothing.

const basket = document.querySelector('#mandje')
let choices = readChoices(location.search)

/** Has every link carry what was chosen, and say so. */
function carry() {
  const { name, in: put, out, full } = basket.dataset
  const { length } = choices.basket
  basket.textContent = length > 0 ? `${name} (${length})` : name
  for (const link of document.querySelectorAll('a[href]')) {
    const change = link.dataset.choose
    const href = link.getAttribute('href')
    if (change !== undefined || isOwn(href)) link.setAttribute('href', addressFor(href, choices, change))
    if (link.matches('.pick')) link.textContent = isChosen(choices, change) ? out : length < MAX_BASKET ? put : full
    else if (change !== undefined) link.ariaCurrent = isChosen(choices, change) ? 'true' : null
  }
  for (const form of document.querySelectorAll('form'))
    form.setAttribute('action', addressFor(form.getAttribute('action'), choices))
}

function show() {
  const { classList } = document.documentElement
  classList.remove('letters-2', 'letters-3', 'licht', 'donker', 'sepia', 'rust')
  classList.add(...classesOf(choices).split(' ').filter(Boolean))
  carry()
}

// In place: nothing moves, and the answer to a question, which has no address, stays.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-choose]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  // What is in the basket is drawn anew by the bot, or where pages are files by basket.js.
  const isDrawn = link.closest('.basket') !== null
  if (isDrawn && !document.body.matches('.files')) return
  event.preventDefault()
  choices = choose(choices, link.dataset.choose)
  history.replaceState(history.state, '', (queryOf(choices) || location.pathname) + location.hash)
  show()
  if (isDrawn) dispatchEvent(new Event('basket'))
})

for (const button of document.querySelectorAll('button[data-copied]')) {
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.nextElementSibling.textContent)
    button.textContent = button.dataset.copied
  })
}
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

show()
