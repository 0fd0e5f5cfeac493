const LOOK_AGAIN_MS = 1000
const main = document.querySelector('main')

// A long form is not lost by leaving its page.
const changed = new Set()
document.addEventListener('input', ({ target: { form } }) => {
  if (form?.matches('[data-keep]')) changed.add(form)
})
document.addEventListener('submit', ({ target }) => changed.delete(target))
addEventListener('beforeunload', (event) => {
  if (changed.size > 0) event.preventDefault()
})

// 0 to 3 grade the passage in which the focus is, and go on to the next one.
document.addEventListener('keydown', (event) => {
  const passage = event.target.closest('form[data-grades] fieldset')
  if (!passage || event.ctrlKey || event.altKey || event.metaKey || !/^[0-3]$/.test(event.key)) return
  passage.querySelector(`input[value="${event.key}"]`).click()
  const { form } = passage
  const all = [...form.querySelectorAll('fieldset')]
  const next = all[all.indexOf(passage) + 1]
  const to = next?.querySelector('input:checked') ?? next?.querySelector('input') ?? form.querySelector('select')
  to.focus()
  next?.scrollIntoView({ block: 'nearest' })
})

/** Reads out what was done, or why it wasn't, and lets Tab go on from there. */
function tellOutcome() {
  const outcome = main.querySelector('[role=alert], .notice[role=status]')
  if (!outcome) return
  outcome.tabIndex = -1
  outcome.focus()
}
// An address with a fragment leads to what was changed.
if (location.hash === '') tellOutcome()

/** Shows how far it is with what goes on; the focus and what is being typed stay. */
async function lookAgain() {
  const again = () => setTimeout(lookAgain, LOOK_AGAIN_MS)
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return again()
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main')
  const isOver = next.dataset.goesOn === undefined
  if (next.innerHTML !== main.innerHTML) {
    const focused = document.activeElement
    const hadFocus = main.contains(focused)
    for (const form of main.querySelectorAll('form'))
      if (changed.has(form) || form.contains(focused))
        next.querySelector(`form[action="${form.getAttribute('action')}"]`)?.replaceWith(form)
    if (focused.matches('main a[href]'))
      next.querySelector(`a[href="${focused.getAttribute('href')}"]`)?.replaceWith(focused)
    main.replaceChildren(...next.childNodes)
    for (const form of changed) if (!form.isConnected) changed.delete(form)
    if (hadFocus && focused.isConnected) focused.focus()
    else if (isOver) tellOutcome()
  }
  if (isOver) delete main.dataset.goesOn
  else again()
}
if (main.dataset.goesOn !== undefined) setTimeout(lookAgain, LOOK_AGAIN_MS)
