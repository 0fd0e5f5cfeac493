import type { Chat, Message, User } from 'grammy/types'

/** Draws a whole number from 0 up to, not including, `below`. Everything random here comes out of one of these. */
export type Choose = (below: number) => number

export function pick<T>(all: readonly T[], choose: Choose): T {
  return all[choose(all.length)]!
}

/** What getMe answers here. */
export const ME = {
  id: 123_456_789,
  is_bot: true,
  first_name: 'Bronwijzer',
  username: 'bronwijzer_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_guest_queries: true,
  supports_inline_queries: true,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: true,
  allows_users_to_create_topics: true,
  can_manage_bots: false,
  supports_join_request_queries: false,
} as const

/** Somebody else's bot. */
export const OTHER_BOT: User = { id: 987_654_321, is_bot: true, first_name: 'Ander', username: 'ander_bot' }

export const PLACES = ['private', 'private topic', 'group', 'supergroup', 'forum', 'channel'] as const
export type Place = (typeof PLACES)[number]

/** Who and where an update is about. Numbers of users and chats are long, so that none is in a log by chance. */
export interface World {
  readonly user: User
  readonly chats: Readonly<Record<Place, Chat>>
  readonly message: number
  readonly question: string
}

/** Users, and as many chats of each kind: few enough to meet again, many enough not to wait for each other. */
const PEOPLE = 3000
const TOPIC = 7_000_003

/** Questions with an answer, one of them in English, one of them a cry for help, one a request for advice. */
const QUESTIONS = [
  'Is graded exercise therapie schadelijk?',
  'Is ME/CVS een lichamelijke ziekte en wat zegt de NVK daarover?',
  'Welke medicijnen helpen tegen de slaapproblemen?',
  'Ik ben al twee jaar ziek. Mijn kind ook. Is cognitieve gedragstherapie zinvol?',
  'is graded excersize terapie gevaarlijk',
  'Why did the NVK write a new guideline?',
  'En wat vindt de NOS daarvan?',
  'Nog meer?',
  'Ik wil niet meer leven, wat moet ik doen?',
  'Moet ik stoppen met mijn medicijnen?',
  'De NVK schrijft: “Er is geen bewezen behandeling voor ME/CVS die bij iedereen helpt.” Klopt dat?',
] as const

export function drawWorld(choose: Choose): World {
  const person = choose(PEOPLE)
  const user: User = {
    id: 500_000_000 + person,
    is_bot: false,
    first_name: `Annabel-Fuzz-${person}`,
    username: `annabel_fuzz_${person}`,
    language_code: pick(['nl', 'en', 'de'], choose),
  }
  const secret = { type: 'private', first_name: user.first_name } as const
  const group = (base: number) => base - person
  return {
    user,
    chats: {
      private: { id: user.id, ...secret },
      'private topic': { id: user.id, ...secret },
      group: { id: group(-600_000_000), type: 'group', title: `Groepsgesprek ${person}` },
      supergroup: { id: group(-1_001_000_000_000), type: 'supergroup', title: `Supergroep ${person}` },
      forum: { id: group(-1_002_000_000_000), type: 'supergroup', title: `Forumgroep ${person}`, is_forum: true },
      channel: { id: group(-1_003_000_000_000), type: 'channel', title: `Omroepkanaal ${person}` },
    },
    message: 10_000_000 + choose(80_000_000),
    // Another number, another answer.
    question: `${pick(QUESTIONS, choose)}${choose(2) === 0 ? '' : ` ${choose(1000)}`}`,
  }
}

/** A message without a content. Types of grammY tell where it came from by what its chat is; here that is drawn. */
export function envelope({ user, chats, message }: World, place: Place): Message {
  const isTopic = place === 'forum' || place === 'private topic'
  return {
    message_id: message,
    date: 1_790_000_000,
    chat: chats[place],
    ...(place === 'channel' ? { sender_chat: chats.channel, author_signature: 'De redactie' } : { from: user }),
    ...(isTopic && { message_thread_id: TOPIC, is_topic_message: true }),
  }
}
