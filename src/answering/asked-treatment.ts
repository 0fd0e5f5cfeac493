import { words } from '../dutch/fold.ts'
import { isStopWord } from '../dutch/stop-words.ts'
import { questionParts } from './question-parts.ts'

/** Most words of a question of which the treatment is read, of its name, and of a message that is only a name. */
const MAX_WORDS = 14
const MAX_NAME = 3
const MAX_BARE = 2

const list = (all: string) => all.split(/\s+/).join('|')

const NAME = String.raw`(?<name>\S+(?: \S+){0,4}?)`
/** What comes after a name: what it is against, for whom, or nothing. */
const END = `(?= (?:${list(
  `tegen bij voor om te als wel echt ook nou nu dan toch hier daar eigenlijk mij me mijn mn jullie iemand niet al gehad gedaan en of want omdat
  against for with in on at my really or and too`,
)})(?: |$)|$)`
const BETWEEN = `(?:(?:${list('ook echt wel niet nou nu dan toch eigenlijk een mij me je bij iets really also any a ever')}) )*`
const OPENING = `^(?:(?:${list('hoi hallo dag hey en maar dus ok oke weet weten jullie iemand of dat vraag vraagje so and but hi hello does anyone know if')}) )*`
const SELF = String.raw`(?:ik|je|we|wij|men|i|we|you|mijn \S+|mn \S+|m n \S+|my \S+)`

/** How people ask whether something helps, folded. */
const ASKING = [
  `${OPENING}(?:helpt|helpen|hielp|hielpen|werkt|werken) ${NAME}${END}`,
  `${OPENING}(?:kan|kunnen|zou|zouden|zal) ${NAME} ${BETWEEN}(?:helpen|werken|genezen|kwaad|iets|wat|zin|effect|uithalen|schaden)(?: |$)`,
  `${OPENING}(?:is|zijn|are) ${NAME} ${BETWEEN}(?:goed|zinvol|nuttig|veilig|gevaarlijk|schadelijk|slecht|verstandig|effectief|bewezen|werkzaam|optie|iets|wat|aanrader|aan te raden|good|safe|useful|effective|worth|helpful|harmful|bad|ok|oke)(?: |$)`,
  `(?:^| )(?:baat|ervaring|ervaringen|succes|resultaat|experience|experiences|luck|success) (?:gehad )?(?:bij|met|van|with) ${NAME}${END}`,
  `(?:^| )(?:heb|hebt|heeft|hebben|had|iemand) (?:\\S+ ){0,2}(?:iets|wat|heil|baat) aan ${NAME}${END}`,
  `(?:^| )(?:iets|wat|heil|baat) aan ${NAME}(?= (?:gehad|heb|hebt|heeft|hebben)(?: |$))`,
  `(?:^| )(?:zin|nut) (?:om|van) ${NAME}${END}`,
  `(?:^| )(?:vinden|vindt|vind|denken|denkt|denk|think) (?:(?:jullie|je|jij|u|you|mensen|anderen) )?(?:van|over|of|about) ${NAME}${END}`,
  `${OPENING}(?:heeft|hebben|has) ${NAME} ${BETWEEN}(?:zin|effect|nut|invloed|werking)(?: |$)`,
  `${OPENING}(?:mag|moet|kan|kun|zal|zou) ${SELF} (?:(?:met|ook|wel|dan|eens|gewoon|beginnen) )*${NAME} (?:proberen|slikken|nemen|gebruiken|doen|volgen|uitproberen|overwegen)(?: |$)`,
  `(?:^| )(?:of|dat) ${NAME} ${BETWEEN}(?:helpt|werkt|helpen|werken|zin heeft|kan helpen|zou helpen)(?: |$)`,
  `${OPENING}${NAME} ${BETWEEN}(?:helpt|werkt|helps|works)(?: |$)`,
  `${OPENING}${NAME} (?:tegen|voor|bij|for) (?:me|cvs|cfs|mecvs|mecfs|me cvs|me cfs|pem|moeheid|vermoeidheid|pijn|klachten)(?: |$)`,
  `${OPENING}(?:hoe zit het met|how about|what about) ${NAME}${END}`,
  `${OPENING}(?:does|do|did|can|could|would|will|might) ${NAME} ${BETWEEN}(?:help|work|cure|hurt|harm|do anything)(?: |$)`,
  `${OPENING}(?:can|should|may|could) ${SELF} (?:try|take|use|do) ${NAME}${END}`,
].map((pattern) => new RegExp(pattern))

/** Of these, nothing is named: "wat helpt", "dat werkt niet", "mijn kind helpt". */
const NO_NAME = new Set(
  'wat wie welke hoe er helpt helpen werkt werken is zijn heb heeft ben moet kan zoiets zomaar mij mezelf jou zichzelf waar waarom wanneer what which who how why ik i we you he she they it ever able still mijn mn my onze ons jouw jullie uw hun haar iemand niemand niets niks iets alles nothing something anything everything'.split(
    ' ',
  ),
)
/** Words beside a name that say of what sort it is. */
const SORT = new Set(
  `therapie therapieen behandeling behandelingen kuur kuren medicijn medicijnen medicatie middel middelen methode techniek cursus training pil pillen
  tabletten injectie injecties sessie sessies beginnen proberen doen volgen nemen slikken gebruiken therapy treatment medicine medication pills`.split(
    /\s+/,
  ),
)

/** A thing that a message names. */
export interface NamedTreatment {
  /** Folded; none where it asks something else, or what helps. */
  readonly words: readonly string[]
  /** Whether it asks anything of it: two words alone may be a name, or something else. */
  readonly isAsked: boolean
}

const NOTHING: NamedTreatment = { words: [], isAsked: false }

/** The thing of which a message asks whether it helps: "helpt hypnose?", "iemand ervaring met koude douches", or only "hypnose". */
export function treatmentNamed(message: string): NamedTreatment {
  const { whole, asked } = questionParts(message)
  if (asked.length > 1) return NOTHING
  const said = words(asked[0] ?? whole)
  if (said.length > MAX_WORDS) return NOTHING
  const question = said.join(' ')
  const asking = ASKING.map((pattern) => pattern.exec(question)?.groups?.name?.split(' ') ?? [])
  const bare = words(message).length <= MAX_BARE ? said : []
  for (const named of [...asking, bare]) {
    const name = named.filter((word) => !isStopWord(word) && !SORT.has(word))
    if (named.some((word) => NO_NAME.has(word)) || name.length === 0) continue
    return name.length <= MAX_NAME ? { words: name, isAsked: named !== bare } : NOTHING
  }
  return NOTHING
}
