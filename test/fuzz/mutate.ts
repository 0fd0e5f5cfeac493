import { CALLBACK_DATA } from '../support/callback-data.ts'
import { type Choose, pick } from './world.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Container = Json[] | { [key: string]: Json }

const LONG = 4096 // units, the most that a message has

/** Texts that break what is careless about texts. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud83d',
  '\udc00 losse helft',
  'x\ud83d',
  '\u202eneeg rev negiew\u202c',
  '\u200b\u200c\u200d\u2060\ufeff',
  'a'.repeat(LONG),
  'ﷺ'.repeat(LONG),
  'é\u0301'.repeat(LONG / 2),
  '👩‍👩‍👧‍👦'.repeat(372),
  '“'.repeat(LONG),
  '> '.repeat(LONG / 2),
  '\n'.repeat(LONG),
  'a. '.repeat(LONG / 3),
  '/'.repeat(LONG),
  '/start',
  '/start vraag',
  '/vraag',
  '/controleer “',
  '@bronwijzer_bot',
  '../../ontsnapt',
  '..\\..\\ontsnapt',
  '__proto__',
  'constructor',
  'NaN',
  'null',
  '-1',
  '<b>vet</b> & [koppeling](tg://user?id=1)',
  '{"update_id":1}',
  String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte)),
  'v:',
  `v:${'é'.repeat(LONG)}`,
  's:d::1',
  'kpq:',
  'q0',
  'l:__proto__',
]

const HOSTILE_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  -0.0000001,
  1e308,
  2 ** 31,
  2 ** 52 + 1,
  -(2 ** 53),
  Number.MAX_SAFE_INTEGER + 2,
  [],
  {},
  [[]],
  [null],
  { id: null },
  { toString: null, valueOf: null },
  { length: 4096 },
  'private',
  'supergroup',
  'channel',
]

/** Keys that change every object where somebody merges or assigns carelessly. */
const POLLUTING = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', 'toJSON'] as const

interface Place {
  readonly parent: Container
  readonly key: string | number
}

/**
 * Changes a copy of an update in up to six ways, as no Telegram would: fields that are gone, or of another kind, or swapped, or
 * twice there, or from another update. Its number stays: it is what tells Telegram that it was received.
 */
export function mutate<T extends object>(update: T, other: () => object, choose: Choose): T {
  const root = copy(update) as { [key: string]: Json }
  for (let step = 1 + choose(6); step > 0; step--) {
    const places = placesIn(root)
    if (places.length === 0) break
    pick(MUTATIONS, choose)(root, places, () => copy(other()) as { [key: string]: Json }, choose)
  }
  // As it comes out of a request: what is no JSON is none here either.
  return copy(root) as T
}

type Mutation = (
  root: { [key: string]: Json },
  places: readonly Place[],
  other: () => { [key: string]: Json },
  choose: Choose,
) => void

const MUTATIONS: readonly Mutation[] = [
  function drop(_root, places, _other, choose) {
    const { parent, key } = pick(places, choose)
    if (Array.isArray(parent)) parent.splice(key as number, 1)
    else delete parent[key]
  },
  function replaceByAnything(_root, places, _other, choose) {
    put(pick(places, choose), copy(pick(HOSTILE_VALUES, choose)) as Json)
  },
  function replaceByText(_root, places, _other, choose) {
    put(pick(places, choose), pick(HOSTILE_TEXTS, choose))
  },
  function replaceText(_root, places, _other, choose) {
    const texts = places.filter((place) => typeof valueAt(place) === 'string')
    if (texts.length > 0) put(pick(texts, choose), pick(HOSTILE_TEXTS, choose))
  },
  function swap(_root, places, _other, choose) {
    const one = pick(places, choose)
    const two = pick(places, choose)
    const [first, second] = [copy(valueAt(one)) as Json, copy(valueAt(two)) as Json]
    put(one, second)
    put(two, first)
  },
  function duplicate(_root, places, _other, choose) {
    const { parent, key } = pick(places, choose)
    const value = copy(valueAt({ parent, key })) as Json
    if (Array.isArray(parent)) parent.push(value)
    else put({ parent, key: keyOf(pick(places, choose)) }, value)
  },
  function splice(_root, places, other, choose) {
    const theirs = placesIn(other())
    if (theirs.length > 0) put(pick(places, choose), valueAt(pick(theirs, choose)))
  },
  function mergeWhole(root, _places, other) {
    Object.assign(root, other())
  },
  function mergeMessages(root, _places, other) {
    const [mine] = Object.values(root).filter(isContainer)
    const [theirs] = Object.values(other()).filter(isContainer)
    if (mine && theirs) Object.assign(mine, theirs)
  },
  function moveEntities(_root, places, _other, choose) {
    const containers = places.map(valueAt).filter((value): value is { [key: string]: Json } => isObject(value))
    const texts = containers.filter((one) => typeof one.text === 'string' || typeof one.caption === 'string')
    if (texts.length === 0) return
    const holder = pick(texts, choose)
    const type = pick(['bot_command', 'mention', 'text_mention', 'text_link', 'italic', 'url', 'geen'], choose)
    const numbers = [0, 1, -1, 3, 4095, 4096, 4097, 2 ** 31, 1.5, null, '0'] as const
    const entity: Json = { type, offset: pick(numbers, choose), length: pick(numbers, choose) }
    const key = typeof holder.text === 'string' ? 'entities' : 'caption_entities'
    const known = holder[key]
    holder[key] = [...(Array.isArray(known) ? known : []), ...Array<Json>(1 + choose(120)).fill(entity)]
  },
  function unknownKind(root, _places, _other, choose) {
    const [kind] = Object.keys(root)
    if (kind === undefined) return
    root[pick(['quantum_message', 'messages', '', 'update_ids', 'message ', 'toString'], choose)] = root[kind]!
    delete root[kind]
  },
  function pollute(_root, places, _other, choose) {
    const containers = places.map(valueAt).filter(isObject)
    if (containers.length === 0) return
    const value = pick<Json>([{ isAdmin: true, polluted: 'ja' }, { prototype: { polluted: 'ja' } }, null, 'x'], choose)
    put({ parent: pick(containers, choose), key: pick(POLLUTING, choose) }, value)
  },
  function forge(root, _places, _other, choose) {
    const pressed = root.callback_query
    if (pressed && isObject(pressed)) pressed.data = pick(Object.values(CALLBACK_DATA), choose)
  },
  function reply(root, _places, other) {
    const [mine] = Object.values(root).filter(isObject)
    const [theirs] = Object.values(other()).filter(isObject)
    if (mine && theirs) mine.reply_to_message = theirs
  },
]

/** Every field below the update itself, and the one that holds all the others. */
function placesIn(root: Container): Place[] {
  const places: Place[] = []
  const walk = (parent: Container): void => {
    for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      const place = { parent, key }
      places.push(place)
      const value = valueAt(place)
      // A long list of the same has nothing new to change.
      if (isContainer(value) && places.length < 500) walk(value)
    }
  }
  walk(root)
  return places
}

function valueAt({ parent, key }: Place): Json {
  return (parent as { [key: string | number]: Json })[key]!
}

/** Sets a field of its own, whatever its name: `__proto__` too, as JSON.parse does. */
function put({ parent, key }: Place, value: Json): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
}

function keyOf({ key }: Place): string {
  return String(key)
}

function isContainer(value: Json): value is Container {
  return typeof value === 'object' && value !== null
}

function isObject(value: Json): value is { [key: string]: Json } {
  return isContainer(value) && !Array.isArray(value)
}

function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}
