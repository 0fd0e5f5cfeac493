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
