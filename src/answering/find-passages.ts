import type { Counterparts } from '../corpus/counterparts.ts'
import type { Passage } from '../corpus/document.ts'
import type { Candidate, Found } from '../retrieval/searcher.ts'
import { type Absent, asksForAlone } from './absent.ts'
import type { Turn } from './answer.ts'
import { arrange, rankedOf } from './arrange.ts'
import { isUnnamed } from './look-alikes.ts'
import { type Findings, isPlain, type Question } from './question.ts'
import { stillWanted } from './still-wanted.ts'
import { leadWithTerm } from './terms.ts'
import { unseenFirst } from './understand.ts'
import { type Hearing, type HearingParts, hear } from './who-speaks.ts'

interface FinderParts extends HearingParts {
  readonly counterparts: Counterparts
  readonly missing: Absent
}

/**
 * Finds the passages for a question, in the order in which they may be shown.
 * @returns a function of a question as it was understood.
 */
export function createFinder(parts: FinderParts): (question: Question) => Promise<Findings> {
  const { corpus, counterparts, searcher, names: voices, missing } = parts
  const { thresholds } = searcher

  return findFor

  /** Hears whose views a question asks for, reads what was found once more, and sorts it out. */
  async function findFor(question: Question): Promise<Findings> {
    const { previous, understood, term, views } = question
    if (views.length > 0) return withViews(understood.found, views)
    const lead = term && leadWithTerm(understood.found, term, corpus, thresholds)
    // "Wat is NICE?" asks what it is, not what it says.
    if (lead) return { ...lead, lead, untold: null, searched: understood.found, ...inOrder(lead, question) }
    const hearing = await listen(question)
    const read = await readAgain(hearing.found, understood.asksOn ? previous : null)
    const fit = { ...hearing, ...sortOut(read, question, hearing.asked) }
    const searched = read === hearing.found ? understood.found : read
    return { ...fit, lead, searched, ...inOrder(fit, question) }
  }

  /** What is shown to who asks which side is right: nothing is nearer to that than what each of them says. */
  function withViews(found: Found, views: readonly Passage[]): Findings {
    const near = views.map((passage) => rankedOf(passage, [], corpus))
    const nobody = { also: null, asked: [], heard: new Map(), preferred: new Set<string>(), subject: null }
    const searched = { lead: null, untold: null, searched: found }
    return { ...nobody, ...searched, found, all: near, arranged: near, confidence: thresholds.related, second: [] }
  }

  async function listen({ said, previous, understood }: Question): Promise<Hearing> {
    const { corrects, understoodAs, wanted } = understood
    const asBefore = () => hear(understoodAs!, null, { ...understood, understoodAs: null, wanted: 'all' }, parts)
    if (corrects && understoodAs !== null) return asBefore()
    const hearing = await hear(said, previous, understood, parts)
    if (wanted !== 'more' || hearing.asked.length > 0 || voices.asked(understoodAs!).voices.length === 0) return hearing
    // "Wat zegt NICE over GET?" "Nog meer": what is left of that voice comes first. What there is to say of it was said.
    return { ...(await asBefore()), asked: [], preferred: hearing.preferred }
  }

  /** Lets the reranker order what was found. @param previous what was shown before, if that comes last. */
  async function readAgain(found: Found, previous: Turn | null): Promise<Found> {
    const read = await searcher.rerank(found)
    return read !== found && previous ? unseenFirst(read, previous, { searcher, corpus }) : read
  }

  /** What was found, without what never answers such a question; and what it asks about, where what is left is about others. */
  function sortOut(found: Found, question: Question, asked: Hearing['asked']): Pick<Findings, 'found' | 'untold'> {
    const fit = withoutPassages(found, question.signpost?.unfit ?? [])
    if (fit.confidence < thresholds.related) return { found: fit, untold: null }
    const { said, unnamed } = question
    const illness = missing.illnessIn(said)
    if (illness !== null) return { found: fit, untold: illness }
    if (!isPlain(question, asked)) return { found: fit, untold: null }
    const unknown = unnamed?.mayBeMeant === false ? { name: unnamed.name, isAsked: true } : null
    const treatment = missing.treatmentIn(said) ?? unknown
    const isNear = fit.confidence < thresholds.answered
    if (treatment === null) return { found: isNear ? withoutUnnamed(fit, said) : fit, untold: null }
    const { name, isAsked } = treatment
    const left = withoutUnnamed(fit, said, name)
    const [first] = left.candidates
    const isTold = (!isAsked && left === fit) || (first !== undefined && isToldOf(first, name))
    return { found: left, untold: isTold ? null : name }
  }

  /** What was found, without passages that never answer such a message, and with the confidence that is left. */
  function withoutPassages(found: Found, unfit: readonly string[]): Found {
    const candidates = found.candidates.filter(({ passage }) => !unfit.includes(corpus.passages[passage]!.id))
    const [first] = candidates
    const left = first === found.candidates[0] ? found.confidence : Math.min(found.confidence, first?.probability ?? 0)
    return { ...found, candidates, confidence: left }
  }

  /**
   * What was found, without items of lists on top that have a name which the message doesn't say: near it, each is as near as others.
   * @param treatment what it says instead; an item stays of which that is asked, too.
   */
  function withoutUnnamed(found: Found, said: string, treatment: string | null = null): Found {
    const [first] = found.candidates
    const passage = first && corpus.passages[first.passage]
    if (!passage || !isUnnamed(passage, said) || (treatment !== null && isToldOf(first, treatment))) return found
    return withoutUnnamed(withoutPassages(found, [passage.id]), said, treatment)
  }

  /** Puts what was found in the order in which it may be shown, as far as it is wanted. */
  function inOrder(
    { found, also, heard, preferred }: Hearing,
    { previous, understood: { wanted } }: Question,
  ): Pick<Findings, 'all' | 'arranged' | 'confidence' | 'second'> {
    const arrangeFound = ({ candidates }: Found) =>
      arrange(candidates, ({ passage }) => corpus.passages[passage]!, thresholds.beside, preferred, heard)
    const all = arrangeFound(found)
    const left =
      wanted === 'all' || !previous
        ? null
        : stillWanted({ arranged: all, confidence: found.confidence }, wanted, previous, preferred, {
            corpus,
            thresholds,
            counterparts,
          })
    const arranged = left?.arranged ?? all
    const heardAs = arranged[0] && heard.get(arranged[0].passage.id)?.probability
    const confidence = left ? Math.max(left.confidence, heardAs ?? 0) : (heardAs ?? found.confidence)
    return { all, arranged, confidence, second: also ? arrangeFound(also) : [] }
  }
}

/** Whether somebody asked the nearest question to a passage for a treatment, and not for one or another. */
function isToldOf({ nearestQuestion }: Candidate, treatment: string): boolean {
  return nearestQuestion !== null && asksForAlone(nearestQuestion, treatment)
}
