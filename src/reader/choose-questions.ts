import type { ExampleQuestion } from '../corpus/load-corpus.ts'

/** Begins as a whole Dutch sentence does; authors also wrote keywords, slips and English on purpose. */
const WHOLE =
  /^(?:Wat|Wie|Waar\p{L}*|Welke?|Wanneer|Hoe\p{L}*|Is|Zijn|Kan|Kun|Kunnen|Mag|Moet|Werkt|Helpt|Heeft|Bestaat|Zegt|Vindt|Klopt|Wordt|Worden|Komt|Gaat|Geldt|Raadt) .*\?$/u

/** An example question by the id of the passage that answers it: the first that reads as a whole sentence. */
export function chooseQuestions(examples: readonly ExampleQuestion[]): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>()
  for (const { passageId, question } of examples) {
    if (passageId !== null && WHOLE.test(question) && !chosen.has(passageId)) chosen.set(passageId, question)
  }
  return chosen
}
