// Files know nothing of what was chosen: before anything is seen, this reads it, or a page would shine white before it is dark. It stands
// in each of them, so it is shorter than choices.js, which decides. A test holds both together.
{
  const classes = {
    __proto__: null,
    'letters=2': 'letters-2',
    'letters=3': 'letters-3',
    'kleur=licht': 'licht',
    'kleur=donker': 'donker',
    'kleur=sepia': 'sepia',
    'rust=aan': 'rust',
  }
  document.documentElement.classList.add(...location.search.split(/[?&]/).flatMap((one) => classes[one] ?? []))
}
