// Pages need no script where the bot serves them. For pages that are files, this does what the bot does: it reads what was chosen in the
// address, and has every link carry it. It keeps nothing.

let choices = readChoices(location.search)

function show() {
  const { documentElement: html, body } = document
  html.classList.remove('letters-2', 'letters-3', 'licht', 'donker', 'sepia', 'rust')
  html.classList.add(...classesOf(choices).split(' ').filter(Boolean))
  for (const link of body.querySelectorAll('a[href]')) {
    const change = link.dataset.choose
    const href = link.getAttribute('href')
    if (change !== undefined || isOwn(href)) link.setAttribute('href', addressFor(href, choices, change))
    if (change !== undefined) link.ariaCurrent = isChosen(choices, change) ? 'true' : null
  }
  for (const form of body.querySelectorAll('form'))
    form.setAttribute('action', addressFor(form.getAttribute('action'), choices))
}

// In place: nothing moves, and the answer to a question, which has no address, stays.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-choose]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  choices = choose(choices, link.dataset.choose)
  history.replaceState(history.state, '', (queryOf(choices) || location.pathname) + location.hash)
  show()
})

show()
