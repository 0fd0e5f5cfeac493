// Pages need no script where the bot serves them. For pages that are files, this does what the bot does: it reads what was chosen in the
// address, and has every link carry it. It keeps nothing.

import {
  addressFor,
  CHOICE,
  choose,
  classesOf,
  isChosen,
  isOwn,
  MAX_BASKET,
  placeOf,
  queryOf,
  readChoices,
} from './choices.js'

const basket = document.querySelector('#mandje')
export let choices = readChoices(location.search)

/** Has every link carry what was chosen, and say so. */
export function carry() {
  const { name, in: put, out, full } = basket.dataset
  const { length } = choices.basket
  basket.textContent = length > 0 ? `${name} (${length})` : name
  for (const [kind, name] of [
    ['a', 'href'],
    ['form', 'action'],
  ]) {
    for (const one of document.querySelectorAll(`${kind}[${name}]`)) {
      const address = one.getAttribute(name)
      if (isOwn(address)) one.setAttribute(name, addressFor(address, choices))
    }
  }
  for (const button of document.querySelectorAll(`[name=${CHOICE}]`)) {
    const isSo = isChosen(choices, button.value)
    if (button.value.startsWith('mandje')) button.textContent = isSo ? out : length < MAX_BASKET ? put : full
    else button.ariaCurrent = isSo ? 'true' : null
  }
}

function show() {
  const { classList } = document.documentElement
  classList.remove('letters-2', 'letters-3', 'licht', 'donker', 'sepia', 'rust')
  classList.add(...classesOf(choices).split(' ').filter(Boolean))
  carry()
}

// In place: nothing moves, and the answer to a question, which has no address, stays.
document.addEventListener('click', (event) => {
  const button = event.target.closest(`[name=${CHOICE}]`)
  if (!button) return
  event.preventDefault()
  choices = choose(choices, button.value)
  const address = queryOf(choices) || location.pathname
  // What is in the basket is drawn anew by the bot, or where pages are files by basket.js.
  const isDrawn = button.closest('.basket') !== null
  if (isDrawn && !document.body.matches('.files')) return location.assign(address + placeOf(button.value))
  history.replaceState(history.state, '', address + location.hash)
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

// Read aloud: by a voice of the device alone. Others send the words to whoever made the browser.
const aloud = document.querySelector('#voorlezen')
const { textContent: startsReading } = aloud
const voices = window.speechSynthesis

function localVoice() {
  return voices?.getVoices().find(({ localService, lang }) => localService && /^nl\b/i.test(lang))
}

/** Shows the button where there is such a voice, and something to read. */
export function offerReading() {
  aloud.hidden = !localVoice() || !document.querySelector('main .words')
}

/** Who speaks: as it is seen, where nothing else is to be heard. */
function sayOf(turn) {
  return turn.dataset.say || turn.querySelector('.who').textContent
}

/** What is heard, in order: who speaks, before the words. At rest only the core; of a whole text from the passage that is open. */
function script() {
  const lines = []
  let speaker = null
  for (const element of document.querySelectorAll('main :is(.words, .heading, [id^=deel-])')) {
    if (element.parentElement.matches(':target')) lines.length = 0
    const turn = element.matches('.words') ? element.closest('[data-say]') : null
    if (
      turn &&
      (lines.length === 0 ||
        (turn !== speaker && (sayOf(turn) !== (speaker && sayOf(speaker)) || turn.matches('article'))))
    )
      lines.push(sayOf(turn))
    speaker = turn ?? speaker
    const copy = element.cloneNode(true)
    for (const unsaid of copy.querySelectorAll(choices.rest ? '.more, [aria-label]' : '[aria-label]')) unsaid.remove()
    lines.push(copy.textContent)
  }
  return lines
}

function endReading() {
  voices.cancel()
  aloud.textContent = startsReading
}

aloud.addEventListener('click', () => {
  if (aloud.textContent !== startsReading) return endReading()
  voices.cancel()
  aloud.textContent = aloud.dataset.stop
  // By sentence: some browsers fall silent in long ones.
  const sentences = script().flatMap((line) =>
    Array.from(new Intl.Segmenter('nl', { granularity: 'sentence' }).segment(line), ({ segment }) => segment.trim()),
  )
  for (const [at, sentence] of sentences.entries()) {
    const said = new SpeechSynthesisUtterance(sentence)
    said.voice = localVoice()
    said.lang = said.voice.lang
    if (at === sentences.length - 1) said.onend = endReading
    voices.speak(said)
  }
})
voices?.addEventListener?.('voiceschanged', offerReading)
addEventListener('pagehide', () => voices?.cancel())
offerReading()

show()
