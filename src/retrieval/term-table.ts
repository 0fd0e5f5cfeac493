/** How often a term occurs. */
export interface TermCount {
  readonly term: string
  /** Passages in whose own text or example questions it occurs. */
  readonly frequency: number
  /** Whether it is in a text, not in questions alone. */
  readonly isWritten: boolean
}

/** Terms with how often they occur, each at a place: the first that was added is at 0. */
export interface TermTable extends Iterable<TermCount> {
  /** Adds a term that isn't there. */
  add(term: TermCount): void
  /** Gives back the memory that is kept for terms to come. */
  trim(): void
  /** −1 for one that isn't there. */
  placeOf(term: string): number
  termAt(place: number): string
  /** 0 for a term that isn't there. */
  frequencyOf(term: string): number
}

/** Terms for which there is room at first. */
const FIRST_ROOM = 1024
/** Bytes of a term for which there is room, as UTF-8. */
const BYTES_A_TERM = 16
/** Slots for each term, at least: with fewer, looking one up takes longer. */
const SLOTS_A_TERM = 1.5

/**
 * An empty table. It takes some 30 bytes a term, where strings with a map of them take 150: a library of a million passages has
 * more than a million terms.
 */
export function createTermTable(): TermTable {
  let size = 0
  let letters = Buffer.alloc(FIRST_ROOM * BYTES_A_TERM)
  /** Where the bytes of each term begin, and where those of the last one end. */
  let starts = new Uint32Array(FIRST_ROOM + 1)
  let hashes = new Uint32Array(FIRST_ROOM)
  /** Frequencies, doubled, and one more for what is written. */
  let counts = new Uint32Array(FIRST_ROOM)
  /** Each the place of a term and 1, or 0; a term is in the first free slot from its hash on. */
  let slots = new Uint32Array(2 * FIRST_ROOM)

  const termAt = (place: number) => letters.toString('utf8', starts[place], starts[place + 1])
  const put = (place: number) => {
    let slot = hashes[place]! % slots.length
    while (slots[slot] !== 0) slot = (slot + 1) % slots.length
    slots[slot] = place + 1
  }
  const makeRoom = (terms: number) => {
    starts = ofLength(starts, terms + 1)
    hashes = ofLength(hashes, terms)
    counts = ofLength(counts, terms)
  }
  const spread = (count: number) => {
    slots = new Uint32Array(count)
    for (let place = 0; place < size; place++) put(place)
  }
  const frequencyAt = (place: number) => counts[place]! >>> 1

  const table: TermTable = {
    add({ term, frequency, isWritten }) {
      if (size === hashes.length) makeRoom(2 * size)
      const end = starts[size]! + Buffer.byteLength(term)
      if (end > letters.length) letters = Buffer.concat([letters], 2 * end)
      letters.write(term, starts[size]!)
      starts[size + 1] = end
      hashes[size] = hashOf(term)
      counts[size] = 2 * frequency + (isWritten ? 1 : 0)
      size++
      if (size * SLOTS_A_TERM <= slots.length) return put(size - 1)
      spread(2 * slots.length)
    },
    trim() {
      makeRoom(size)
      letters = Buffer.from(letters.subarray(0, starts[size]))
      spread(Math.ceil(size * SLOTS_A_TERM) + 1)
    },
    termAt,
    placeOf(term) {
      const hash = hashOf(term)
      for (let slot = hash % slots.length; slots[slot] !== 0; slot = (slot + 1) % slots.length) {
        const place = slots[slot]! - 1
        if (hashes[place] === hash && termAt(place) === term) return place
      }
      return -1
    },
    frequencyOf(term) {
      const place = table.placeOf(term)
      return place < 0 ? 0 : frequencyAt(place)
    },
    *[Symbol.iterator]() {
      for (let place = 0; place < size; place++)
        yield { term: termAt(place), frequency: frequencyAt(place), isWritten: (counts[place]! & 1) === 1 }
    },
  }
  return table
}

/** FNV-1a over the UTF-16 units of a term. */
function hashOf(term: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

function ofLength(numbers: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(length)
  copy.set(numbers.subarray(0, length))
  return copy
}
