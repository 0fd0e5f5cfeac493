// What a form alone can't: a long form is not lost by leaving its page.
for (const form of document.querySelectorAll('form[data-keep]')) {
  let changed = false
  form.addEventListener('input', () => {
    changed = true
  })
  form.addEventListener('submit', () => {
    changed = false
  })
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault()
  })
}

// 0 to 3 grade the passage in which the focus is, and go on to the next one.
for (const form of document.querySelectorAll('form[data-grades]')) {
  form.addEventListener('keydown', (event) => {
    const passage = event.target.closest('fieldset')
    if (!passage || event.ctrlKey || event.altKey || event.metaKey || !/^[0-3]$/.test(event.key)) return
    passage.querySelector(`input[value="${event.key}"]`).click()
    const all = [...form.querySelectorAll('fieldset')]
    const next = all[all.indexOf(passage) + 1]
    const to = next?.querySelector('input:checked') ?? next?.querySelector('input') ?? form.querySelector('select')
    to.focus()
    next?.scrollIntoView({ block: 'nearest' })
  })
}
