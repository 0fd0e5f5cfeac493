import type { Message, MessageEntity, Update, User } from 'grammy/types'
import { CALLBACK_DATA, NEVER, ONLY_FOR_GROUPS } from '../support/callback-data.ts'
import { CAPTIONED, CONTENTS, type ContentKind, POLL, SENT, WRITTEN } from './contents.ts'
import { envelope, ME, OTHER_BOT, type Place, type World } from './world.ts'

/** The kind of an update: the name of the one field that it has besides its number. */
export type Kind = Exclude<keyof Update, 'update_id'>

/**
 * What a correct bot may do with it, said without a look at its handlers: `nothing` calls nobody; `no quote` may say something, but
 * quotes nothing; `answer` says something, quotes or not; `no effect` answers a press, and that is all.
 */
export type Expected = 'nothing' | 'no quote' | 'answer' | 'no effect'

/** A complete update, as Telegram brings it. */
export interface Shape {
  readonly name: string
  readonly expected: Expected
  readonly make: (world: World) => Omit<Update, 'update_id'>
}

type Payload<K extends Kind> = NonNullable<Update[K]>
type Example<K extends Kind> = readonly [name: string, expected: Expected, make: (world: World) => Payload<K>]

const GROUPS = ['group', 'supergroup', 'forum'] as const
const PRIVATE = ['private', 'private topic'] as const
const isPrivate = (place: Place) => (PRIVATE as readonly Place[]).includes(place)
const CONTENT_KINDS = Object.keys(CONTENTS) as ContentKind[]

/** grammY's types fix the kind of chat for each kind of update; here every kind of chat is tried. */
type MessageAnywhere = Message & { chat: never; from: User; edit_date: number }

const message = (world: World, place: Place, extra: Partial<Message>): MessageAnywhere =>
  ({ ...envelope(world, place), ...extra }) as MessageAnywhere

/** A text with the entities that Telegram finds in it. */
function said(text: string): { text: string; entities?: MessageEntity[] } {
  const found = [...text.matchAll(/(?<=^|\s)(?:\/[a-z]+(?:@\w+)?|@\w+)/g)].map(
    ({ index, 0: words }): MessageEntity => ({
      type: words.startsWith('/') ? 'bot_command' : 'mention',
      offset: index,
      length: words.length,
    }),
  )
  return found.length > 0 ? { text, entities: found } : { text }
}

/** grammY says that what is replied to replies to nothing in a way that no value can have. */
const replyTo = (message: Message) => ({
  reply_to_message: message as unknown as NonNullable<Message['reply_to_message']>,
})

/** A message that others reply to, and that has buttons. */
const mine = (world: World, place: Place): Message => ({
  ...envelope(world, place),
  message_id: world.message - 1,
  from: ME,
  ...said('Een eerder antwoord van de bot zelf'),
})

const COMMANDS_FOR_ALL = [
  '/start',
  '/help',
  '/privacy',
  '/bronnen',
  '/begrippen',
  '/taal',
  '/rust',
  '/vergeet',
] as const

const MESSAGES: readonly Example<'message'>[] = [
  // What somebody sends or what happened, where nobody asked the bot anything.
  ...GROUPS.flatMap((place) =>
    CONTENT_KINDS.map(
      (kind): Example<'message'> => [
        `${kind} in a ${place}`,
        'nothing',
        (world) => message(world, place, CONTENTS[kind]),
      ],
    ),
  ),
  ...PRIVATE.flatMap((place) =>
    CONTENT_KINDS.map(
      (kind): Example<'message'> => [
        `${kind} in a ${place} chat`,
        WRITTEN.has(kind) ? 'answer' : SENT.has(kind) ? 'no quote' : 'nothing',
        (world) => message(world, place, CONTENTS[kind]),
      ],
    ),
  ),
  ...GROUPS.flatMap((place): Example<'message'>[] => {
    const spoken = (
      name: string,
      expected: Expected,
      extra: (world: World) => Partial<Message>,
    ): Example<'message'> => [`${name} in a ${place}`, expected, (world) => message(world, place, extra(world))]
    const mention = (world: World) => said(`@${ME.username} ${world.question}`)
    const foreign = { type: 'user', date: 1_789_000_000, sender_user: OTHER_BOT } as const
    return [
      spoken('question to nobody', 'nothing', (world) => said(world.question)),
      spoken('mention', 'answer', mention),
      spoken('mention at the end', 'answer', (world) => said(`${world.question} @${ME.username}`)),
      spoken('mention by name', 'answer', (world) => ({
        text: `Bronwijzer ${world.question}`,
        entities: [{ type: 'text_mention', offset: 0, length: 10, user: ME }],
      })),
      spoken('mention of another', 'nothing', (world) => said(`@ander_bot ${world.question}`)),
      spoken('mention without its entity', 'nothing', (world) => ({ text: `@${ME.username} ${world.question}` })),
      spoken('caption with mention', 'answer', (world) => {
        const { text, entities = [] } = mention(world)
        return { ...CONTENTS.photo, caption: text, caption_entities: entities }
      }),
      spoken('caption', 'nothing', (world) => ({ ...CONTENTS.photo, caption: world.question })),
      spoken('rich message with mention', 'answer', (world) => ({
        rich_message: {
          blocks: [
            {
              type: 'paragraph',
              text: [{ type: 'mention', text: `@${ME.username}`, username: ME.username }, ` ${world.question}`],
            },
          ],
        },
      })),
      spoken('words that only point', 'no quote', () => said(`@${ME.username} klopt dit?`)),
      spoken('/vraag', 'answer', (world) => said(`/vraag ${world.question}`)),
      spoken('/vraag for the bot', 'answer', (world) => said(`/vraag@${ME.username} ${world.question}`)),
      spoken('/vraag for another bot', 'nothing', (world) => said(`/vraag@ander_bot ${world.question}`)),
      spoken('/bron in reply', 'answer', (world) => ({
        ...said('/bron'),
        ...replyTo({ ...envelope(world, place), message_id: 90_000_001, ...said(world.question) }),
      })),
      spoken('reply to the bot', 'answer', (world) => ({
        ...said(world.question),
        ...replyTo(mine(world, place)),
      })),
      spoken('reply to another', 'nothing', (world) => ({
        ...said(world.question),
        ...replyTo({ ...mine(world, place), from: OTHER_BOT }),
      })),
      spoken('sticker in reply to the bot', 'nothing', (world) => ({
        ...CONTENTS.sticker,
        ...replyTo(mine(world, place)),
      })),
      spoken('mention by another bot', 'nothing', (world) => ({ ...mention(world), from: OTHER_BOT })),
      spoken('the bot itself', 'nothing', (world) => ({ ...mention(world), from: ME })),
      spoken('mention through a bot', 'nothing', (world) => ({ ...mention(world), via_bot: OTHER_BOT })),
      spoken('mention, forwarded', 'nothing', (world) => ({ ...mention(world), forward_origin: foreign })),
      spoken('mention by a linked channel', 'nothing', (world) => ({
        ...mention(world),
        sender_chat: world.chats.channel,
        is_automatic_forward: true,
      })),
      spoken('mention by an anonymous administrator', 'answer', (world) => ({
        ...mention(world),
        from: { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' },
        sender_chat: world.chats[place],
      })),
      spoken('/controleer', 'answer', (world) =>
        said(`/controleer ${world.question} Dit is een zin van iemand anders.`),
      ),
      spoken('/instellingen', 'no quote', () => said('/instellingen')),
      spoken('/diagnose', 'no quote', () => said('/diagnose')),
      ...COMMANDS_FOR_ALL.map((command) => spoken(command, 'nothing', () => said(command))),
      ...(['start', 'help', 'privacy', 'bronnen', 'begrippen'] as const).map((command) =>
        spoken(`/${command} for the bot`, 'no quote', () => said(`/${command}@${ME.username}`)),
      ),
    ]
  }),
  ...PRIVATE.flatMap((place): Example<'message'>[] => {
    const spoken = (
      name: string,
      expected: Expected,
      extra: (world: World) => Partial<Message>,
    ): Example<'message'> => [`${name} in a ${place} chat`, expected, (world) => message(world, place, extra(world))]
    return [
      spoken('question', 'answer', (world) => said(world.question)),
      ...CAPTIONED.map((kind) =>
        spoken(`caption of ${kind}`, 'answer', (world) => ({ ...CONTENTS[kind], caption: world.question })),
      ),
      spoken('words that only point in a checklist', 'no quote', () => ({ checklist: { title: 'Bron?', tasks: [] } })),
      spoken('question of another bot', 'nothing', (world) => ({ ...said(world.question), from: OTHER_BOT })),
      spoken('album', 'no quote', () => ({ ...CONTENTS.photo, media_group_id: '13579246801357924' })),
      spoken('forwarded text', 'answer', (world) => ({
        ...said(world.question),
        forward_origin: { type: 'hidden_user', date: 1_789_000_000, sender_user_name: 'Iemand die verborgen is' },
      })),
      spoken('forwarded from a channel', 'answer', (world) => ({
        ...said(world.question),
        forward_origin: {
          type: 'channel',
          date: 1_789_000_000,
          chat: world.chats.channel,
          message_id: 90_000_003,
        } as Message['forward_origin'] & {},
      })),
      spoken('its own inline result', 'nothing', (world) => ({ ...said(world.question), via_bot: ME })),
      spoken('reply to a quoted part', 'answer', (world) => ({
        ...said(world.question),
        ...replyTo(mine(world, place)),
        quote: { text: 'antwoord van de bot', position: 12, is_manual: true },
      })),
      spoken('reply elsewhere', 'answer', (world) => ({
        ...said(world.question),
        external_reply: { origin: { type: 'hidden_user', date: 1_789_000_000, sender_user_name: 'Iemand' } },
      })),
      spoken('/vraag', 'answer', (world) => said(`/vraag ${world.question}`)),
      spoken('/controleer', 'answer', (world) => said(`/controleer ${world.question} Een zin van een ander.`)),
      spoken('/onbekend', 'no quote', () => said('/onbekend')),
      spoken('/diagnose', 'no quote', () => said('/diagnose')),
      spoken('/start with a link that is none', 'no quote', () => said('/start p_zzzzzzzz')),
      spoken('/start with the query', 'answer', () => said('/start vraag')),
      ...COMMANDS_FOR_ALL.map((command) => spoken(command, 'no quote', () => said(command))),
    ]
  }),
  ['message of a channel', 'nothing', (world) => message(world, 'channel', said(`/vraag ${world.question}`))],
]

/** The message under which somebody presses, as far as it matters for what the press may do. */
const UNDER: Readonly<Record<string, (data: string) => Partial<Message>>> = {
  'a message with that button': (data) => withButton(data),
  'a message without buttons': () => ({}),
  'a message with another button': () => withButton('k:zzzzzzzz'),
  'a message of somebody else': (data) => ({ ...withButton(data), from: OTHER_BOT }),
  'a message that is gone': () => ({ date: 0 }),
}

const withButton = (callback_data: string): Partial<Message> => ({
  reply_markup: { inline_keyboard: [[{ text: 'Knop', callback_data }]] },
})

/** Data of buttons that were made for passages that are gone since. */
const OF_NO_PASSAGE = { 'quotes of no passage': 'q0zzzzzzzz-', 'place of no passage': 'izzzzzzzz' }

/** Every kind of data, pressed or forged, everywhere. What may come of it, the bot decides by none of the same code. */
const CALLBACKS: readonly Example<'callback_query'>[] = [...PRIVATE, ...GROUPS].flatMap((place) =>
  Object.entries({ ...CALLBACK_DATA, ...OF_NO_PASSAGE }).flatMap(([name, data]) =>
    Object.entries(UNDER).flatMap(([under, extra]) =>
      [null, OTHER_BOT].map((bot): Example<'callback_query'> => {
        const isOfPlace = ONLY_FOR_GROUPS.includes(name) !== isPrivate(place)
        const isReal =
          under === 'a message with that button' || (under === 'a message that is gone' && isPrivate(place))
        const mayAct = isReal && isOfPlace && !NEVER.includes(name) && bot === null
        return [
          `${name} under ${under} in a ${place}${bot ? ' by a bot' : ''}`,
          mayAct ? 'answer' : 'no effect',
          (world) => ({
            id: `43${world.message}987`,
            from: bot ?? world.user,
            chat_instance: '-3141592653589793',
            data,
            message: { ...mine(world, place), ...extra(data) } as Message,
          }),
        ]
      }),
    ),
  ),
)

const member = (status: 'left' | 'kicked' | 'member', user = ME as Payload<'my_chat_member'>['from']) =>
  ({ status, user, ...(status === 'kicked' && { until_date: 0 }) }) as Payload<'my_chat_member'>['new_chat_member']

const change = (
  world: World,
  place: Place,
  before: 'left' | 'kicked' | 'member',
  now: 'left' | 'kicked' | 'member',
) => ({
  chat: world.chats[place],
  from: world.user,
  date: 1_790_000_000,
  old_chat_member: member(before),
  new_chat_member: member(now),
})

const everywhere = <K extends Kind>(
  name: string,
  expected: (place: Place) => Expected,
  make: (world: World, place: Place) => Payload<K>,
): Example<K>[] =>
  ([...PRIVATE, ...GROUPS, 'channel'] as const).map((place) => [
    `${name} in a ${place}`,
    expected(place),
    (world) => make(world, place),
  ])

const nothing = () => 'nothing' as const

/** Examples of every kind of update. The compiler asks for more when the types of the Bot API know a new kind. */
const EXAMPLES: { readonly [K in Kind]: readonly Example<K>[] } = {
  message: MESSAGES,
  edited_message: [
    ...everywhere<'edited_message'>(
      'edited question',
      (place) => (isPrivate(place) ? 'answer' : 'nothing'),
      (world, place) => message(world, place, { ...said(world.question), edit_date: 1_790_000_100 }),
    ),
    ...everywhere<'edited_message'>('edited sticker', nothing, (world, place) =>
      message(world, place, { ...CONTENTS.sticker, edit_date: 1_790_000_100 }),
    ),
    // A live location that moves is an edited message as well.
    ...everywhere<'edited_message'>('moved location', nothing, (world, place) =>
      message(world, place, { ...CONTENTS.location, edit_date: 1_790_000_100 }),
    ),
    // Edited into a mention, days later: nobody waits for it.
    ...GROUPS.map(
      (place): Example<'edited_message'> => [
        `edited mention in a ${place}`,
        'nothing',
        (world) => message(world, place, { ...said(`@${ME.username} ${world.question}`), edit_date: 1_790_000_100 }),
      ],
    ),
  ],
  channel_post: CONTENT_KINDS.flatMap((kind): Example<'channel_post'>[] => [
    [`${kind} in a channel`, 'nothing', (world) => message(world, 'channel', CONTENTS[kind])],
  ]).concat([
    ['question in a channel', 'nothing', (world) => message(world, 'channel', said(`/vraag ${world.question}`))],
  ]),
  edited_channel_post: [
    [
      'edited post',
      'nothing',
      (world) => message(world, 'channel', { ...said(`/start ${world.question}`), edit_date: 1_790_000_100 }),
    ],
  ],
  business_connection: [
    [
      'connection',
      'nothing',
      ({ user }) => ({
        id: 'BizFuzzConnection01',
        user,
        user_chat_id: user.id,
        date: 1_790_000_000,
        rights: { can_reply: true },
        is_enabled: true,
      }),
    ],
  ],
  business_message: ['/start', '/help', 'Is ME/CVS te genezen?', `@${ME.username} Is ME/CVS te genezen?`].map(
    (text) => [
      `business message ${text}`,
      'nothing',
      (world) => message(world, 'private', { ...said(text), business_connection_id: 'BizFuzzConnection01' }),
    ],
  ),
  edited_business_message: [
    [
      'edited business message',
      'nothing',
      (world) =>
        message(world, 'private', {
          ...said(world.question),
          business_connection_id: 'BizFuzzConnection01',
          edit_date: 1_790_000_100,
        }),
    ],
  ],
  deleted_business_messages: [
    [
      'deleted business messages',
      'nothing',
      ({ chats, message }) => ({
        business_connection_id: 'BizFuzzConnection01',
        chat: chats.private as Payload<'deleted_business_messages'>['chat'],
        message_ids: [message, message + 1],
      }),
    ],
  ],
  guest_message: GROUPS.flatMap((place): Example<'guest_message'>[] => [
    [
      `guest question in a ${place}`,
      'answer',
      (world) =>
        message(world, place, { ...said(`@${ME.username} ${world.question}`), guest_query_id: `44${world.message}1` }),
    ],
    [
      `guest mention in a ${place}`,
      'no quote',
      (world) => message(world, place, { ...said(`@${ME.username}`), guest_query_id: `44${world.message}1` }),
    ],
    [
      `guest question of a bot in a ${place}`,
      'nothing',
      (world) =>
        message(world, place, {
          ...said(`@${ME.username} ${world.question}`),
          guest_query_id: `44${world.message}1`,
          from: OTHER_BOT,
        }),
    ],
  ]),
  stopped_message_generation: [
    [
      'stopped generation',
      'nothing',
      ({ chats }) => ({ chat: chats.private as Payload<'stopped_message_generation'>['chat'], draft_id: 77_000_001 }),
    ],
  ],
  message_reaction: everywhere('reaction', nothing, ({ user, chats, message }, place) => ({
    chat: chats[place],
    message_id: message,
    user,
    date: 1_790_000_000,
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji: '👎' }],
  })),
  message_reaction_count: everywhere('reactions', nothing, ({ chats, message }, place) => ({
    chat: chats[place],
    message_id: message,
    date: 1_790_000_000,
    reactions: [{ type: { type: 'emoji', emoji: '❤' }, total_count: 7 }],
  })),
  inline_query: (['sender', 'private', 'group', 'supergroup', 'channel'] as const).flatMap(
    (chat_type): Example<'inline_query'>[] => [
      [
        `inline question from ${chat_type}`,
        'answer',
        ({ user, question, message }) => ({
          id: `45${message}2`,
          from: user,
          query: question,
          offset: '',
          chat_type,
        }),
      ],
      [
        `inline question, more of it, from ${chat_type}`,
        'answer',
        ({ user, question, message }) => ({
          id: `45${message}3`,
          from: user,
          query: question,
          offset: '5',
          chat_type,
        }),
      ],
      [
        `empty inline question from ${chat_type}`,
        'answer',
        ({ user, message }) => ({
          id: `45${message}4`,
          from: user,
          query: '',
          offset: '',
          chat_type,
        }),
      ],
    ],
  ),
  chosen_inline_result: [
    [
      'chosen result',
      'nothing',
      ({ user, question }) => ({
        result_id: 'aaaaaaaa',
        from: user,
        query: question,
        inline_message_id: 'AgAAAFuzzInlineMessage',
      }),
    ],
  ],
  callback_query: [
    ...CALLBACKS,
    [
      'button under an inline message',
      'no effect',
      ({ user, message }) => ({
        id: `46${message}5`,
        from: user,
        chat_instance: '-3141592653589793',
        inline_message_id: 'AgAAAFuzzInlineMessage',
        data: 'q0zzzzzzzz-',
      }),
    ],
    [
      'game',
      'no effect',
      (world) => ({
        id: `46${world.message}6`,
        from: world.user,
        chat_instance: '-3141592653589793',
        message: mine(world, 'private'),
        game_short_name: 'kaartspel',
      }),
    ],
  ],
  shipping_query: [
    [
      'shipping',
      'nothing',
      ({ user, message }) => ({
        id: `47${message}6`,
        from: user,
        invoice_payload: 'donatie-2026-09',
        shipping_address: {
          country_code: 'NL',
          state: '',
          city: 'Utrecht',
          street_line1: 'Lange Nieuwstraat 101',
          street_line2: '',
          post_code: '3512 PG',
        },
      }),
    ],
  ],
  pre_checkout_query: [
    [
      'checkout',
      'nothing',
      ({ user, message }) => ({
        id: `48${message}7`,
        from: user,
        currency: 'EUR',
        total_amount: 500,
        invoice_payload: 'donatie-2026-09',
      }),
    ],
  ],
  purchased_paid_media: [
    ['purchase', 'nothing', ({ user }) => ({ from: user, paid_media_payload: 'donatie-2026-09' })],
  ],
  poll: [['poll', 'nothing', () => POLL]],
  poll_answer: [
    ['vote', 'nothing', ({ user }) => ({ poll_id: POLL.id, user, option_ids: [0], option_persistent_ids: ['a'] })],
    [
      'vote of a channel',
      'nothing',
      ({ chats }) => ({ poll_id: POLL.id, voter_chat: chats.channel, option_ids: [], option_persistent_ids: [] }),
    ],
  ],
  my_chat_member: [
    ...everywhere<'my_chat_member'>(
      'bot added',
      (place) => ((GROUPS as readonly Place[]).includes(place) ? 'no quote' : 'nothing'),
      (world, place) => change(world, place, 'left', 'member'),
    ),
    ...everywhere<'my_chat_member'>('bot removed', nothing, (world, place) => change(world, place, 'member', 'kicked')),
  ],
  chat_member: everywhere('member came', nothing, (world, place) => ({
    ...change(world, place, 'left', 'member'),
    old_chat_member: member('left', world.user),
    new_chat_member: member('member', world.user),
  })),
  chat_join_request: (['supergroup', 'channel'] as const).map((place) => [
    `request to join a ${place}`,
    'nothing',
    ({ user, chats }) => ({
      chat: chats[place] as Payload<'chat_join_request'>['chat'],
      from: user,
      user_chat_id: user.id,
      date: 1_790_000_000,
      bio: 'Is ME/CVS te genezen?',
    }),
  ]),
  chat_boost: [
    [
      'boost',
      'nothing',
      ({ user, chats }) => ({
        chat: chats.channel,
        boost: {
          boost_id: 'boost-fuzz-01',
          add_date: 1_790_000_000,
          expiration_date: 1_792_000_000,
          source: { source: 'premium', user },
        },
      }),
    ],
  ],
  removed_chat_boost: [
    [
      'boost that ended',
      'nothing',
      ({ user, chats }) => ({
        chat: chats.channel,
        boost_id: 'boost-fuzz-01',
        remove_date: 1_790_000_000,
        source: { source: 'gift_code', user },
      }),
    ],
  ],
  managed_bot: [['managed bot', 'nothing', ({ user }) => ({ user, bot: OTHER_BOT })]],
  subscription: [['subscription', 'nothing', ({ user }) => ({ user, invoice_payload: 'lid-2026', state: 'active' })]],
}

/** Every kind of update. */
export const KINDS = Object.keys(EXAMPLES) as Kind[]

/** All of them. */
export const SHAPES: readonly Shape[] = Object.entries(EXAMPLES).flatMap(([kind, examples]) =>
  (examples as readonly Example<Kind>[]).map(
    ([name, expected, make]): Shape => ({
      name: `${kind}: ${name}`,
      expected,
      make: (world) => ({ [kind]: make(world) }),
    }),
  ),
)
