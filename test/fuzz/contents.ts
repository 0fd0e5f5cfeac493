import type { Animation, Chat, Document, Gift, Message, PhotoSize, Poll, Sticker, User, Video } from 'grammy/types'

/** The field of a message that says what it holds, for everything that a message can hold. */
export type ContentKind = Exclude<keyof Message, keyof Message.MediaMessage | 'entities'>

const file = { file_id: 'AgACAgQAAxkBAAIBfuzz', file_unique_id: 'AQADfuzzfuzz', file_size: 48_213 } as const
const photo: PhotoSize[] = [
  { ...file, width: 90, height: 67 },
  { ...file, width: 1280, height: 960 },
]
const thumbnail = photo[0]!
const animation: Animation = { ...file, width: 320, height: 240, duration: 3, mime_type: 'video/mp4', thumbnail }
const document: Document = { ...file, file_name: 'medisch-dossier.pdf', mime_type: 'application/pdf' }
const video: Video = { ...file, width: 640, height: 480, duration: 12, mime_type: 'video/mp4', thumbnail }
const livePhoto = { ...file, photo, width: 1280, height: 960, duration: 3, mime_type: 'video/quicktime' }
const sticker: Sticker = {
  ...file,
  type: 'regular',
  width: 512,
  height: 512,
  is_animated: false,
  is_video: false,
  emoji: '😴',
  set_name: 'SleepyAnimals',
  thumbnail,
}
const neighbour: User = { id: 511_111_111, is_bot: false, first_name: 'Bernadette-Fuzz' }
const elsewhere: Chat.ChannelChat = { id: -1_003_999_999_999, type: 'channel', title: 'Nieuwskanaal elders' }
const earlier: Message = {
  message_id: 91_000_001,
  date: 1_789_000_000,
  chat: elsewhere,
  text: 'Een eerder bericht uit een ander kanaal',
}
const poll: Poll = {
  id: '5123456789012345678',
  question: 'Hoeveel uur per dag lig je op bed?',
  options: [
    { persistent_id: 'a', text: 'Minder dan twaalf', voter_count: 3 },
    { persistent_id: 'b', text: 'Meer dan twaalf', voter_count: 8 },
  ],
  total_voter_count: 11,
  is_closed: false,
  is_anonymous: true,
  type: 'regular',
  allows_multiple_answers: false,
  allows_revoting: true,
  members_only: false,
}
const gift: Gift = { id: '5170233102089322756', sticker, star_count: 15 }
const price = { currency: 'XTR', amount: 100 } as const
const payment = {
  currency: 'EUR',
  total_amount: 500,
  invoice_payload: 'donatie-2026-09',
  telegram_payment_charge_id: 'tg_charge_0001',
} as const
const giveaway = { winners_selection_date: 1_790_500_000, winner_count: 2 } as const
const location = { latitude: 52.0907, longitude: 5.1214 } as const
const venue = { location, title: 'Wilhelmina Kinderziekenhuis', address: 'Lundlaan 6, Utrecht' } as const
const task = { id: 1, text: 'Huisarts bellen over de verwijzing' } as const

/**
 * One complete example of everything that a message can hold, as Telegram brings it: where it sets an older field beside a newer
 * one, both are there. The compiler asks for one more when the types of the Bot API know a new one.
 */
export const CONTENTS = {
  text: { text: 'Hallo allemaal, hoe gaat het met iedereen vandaag?' },
  rich_message: { rich_message: { blocks: [{ type: 'paragraph', text: 'Een opgemaakt bericht van iemand' }] } },
  animation: { animation, document: { ...document, mime_type: 'video/mp4' } },
  audio: { audio: { ...file, duration: 200, performer: 'Een zangeres', title: 'Een slaapliedje' } },
  document: { document },
  live_photo: { live_photo: livePhoto, photo },
  paid_media: { paid_media: { star_count: 5, paid_media: [{ type: 'preview', width: 100, height: 100 }] } },
  photo: { photo },
  sticker: { sticker },
  story: { story: { chat: elsewhere, id: 12 } },
  video: { video },
  video_note: { video_note: { ...file, length: 384, duration: 5, thumbnail } },
  voice: { voice: { ...file, duration: 7, mime_type: 'audio/ogg' } },
  contact: { contact: { phone_number: '+31612345678', first_name: 'Bernadette-Fuzz', user_id: neighbour.id } },
  dice: { dice: { emoji: '🎲', value: 6 } },
  game: {
    game: {
      title: 'Een kaartspelletje',
      description: 'Leg de kaarten op volgorde',
      photo,
      text: 'Hoogste score: 0',
      text_entities: [],
      animation,
    },
  },
  poll: { poll },
  venue: { venue, location },
  location: { location: { ...location, horizontal_accuracy: 12.5, live_period: 900, heading: 90 } },
  checklist: { checklist: { title: 'Wat ik moet regelen', tasks: [task], others_can_add_tasks: true } },
  checklist_tasks_done: { checklist_tasks_done: { checklist_message: earlier, marked_as_done_task_ids: [1] } },
  checklist_tasks_added: { checklist_tasks_added: { checklist_message: earlier, tasks: [task] } },
  community_chat_added: { community_chat_added: { community: { id: 700_000_001, name: 'Een gemeenschap' } } },
  community_chat_removed: { community_chat_removed: {} },
  suggested_post_info: { suggested_post_info: { state: 'pending', price, send_date: 1_790_400_000 } },
  suggested_post_approved: {
    suggested_post_approved: { suggested_post_message: earlier, price, send_date: 1_790_400_000 },
  },
  suggested_post_approval_failed: { suggested_post_approval_failed: { suggested_post_message: earlier, price } },
  suggested_post_declined: { suggested_post_declined: { suggested_post_message: earlier, comment: 'Past hier niet' } },
  suggested_post_paid: { suggested_post_paid: { suggested_post_message: earlier, currency: 'XTR', amount: 100 } },
  suggested_post_refunded: { suggested_post_refunded: { suggested_post_message: earlier, reason: 'post_deleted' } },
  chat_owner_left: { chat_owner_left: { new_owner: neighbour } },
  chat_owner_changed: { chat_owner_changed: { new_owner: neighbour } },
  new_chat_members: { new_chat_members: [neighbour] },
  community_chat_joined: { community_chat_joined: { community: { id: 700_000_001, name: 'Een gemeenschap' } } },
  left_chat_member: { left_chat_member: neighbour },
  new_chat_title: { new_chat_title: 'Is ME/CVS te genezen? De groep' },
  new_chat_photo: { new_chat_photo: photo },
  delete_chat_photo: { delete_chat_photo: true },
  group_chat_created: { group_chat_created: true },
  supergroup_chat_created: { supergroup_chat_created: true },
  channel_chat_created: { channel_chat_created: true },
  managed_bot_created: {
    managed_bot_created: { bot: { id: 811_111_111, is_bot: true, first_name: 'Hulpje', username: 'hulpje_bot' } },
  },
  poll_option_added: {
    poll_option_added: { poll_message: earlier, option_persistent_id: 'c', option_text: 'De hele dag' },
  },
  poll_option_deleted: {
    poll_option_deleted: { poll_message: earlier, option_persistent_id: 'c', option_text: 'De hele dag' },
  },
  message_auto_delete_timer_changed: { message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } },
  migrate_to_chat_id: { migrate_to_chat_id: -1_004_000_000_001 },
  migrate_from_chat_id: { migrate_from_chat_id: -604_000_001 },
  pinned_message: { pinned_message: earlier },
  invoice: {
    invoice: {
      title: 'Een donatie',
      description: 'Voor de patiëntenvereniging',
      start_parameter: 'donatie',
      currency: 'EUR',
      total_amount: 500,
    },
  },
  successful_payment: { successful_payment: { ...payment, provider_payment_charge_id: 'provider_charge_0001' } },
  refunded_payment: { refunded_payment: payment },
  users_shared: { users_shared: { request_id: 1, users: [{ user_id: neighbour.id, first_name: 'Bernadette-Fuzz' }] } },
  chat_shared: { chat_shared: { request_id: 2, chat_id: elsewhere.id, title: elsewhere.title } },
  connected_website: { connected_website: 'patientenportaal.example' },
  write_access_allowed: { write_access_allowed: { from_attachment_menu: true } },
  passport_data: {
    passport_data: {
      data: [{ type: 'email', email: 'iemand@example.org', hash: 'aGFzaGhhc2g=' }],
      credentials: { data: 'ZGF0YWRhdGE=', hash: 'aGFzaGhhc2g=', secret: 'c2VjcmV0c2VjcmV0' },
    },
  },
  proximity_alert_triggered: {
    proximity_alert_triggered: { traveler: neighbour, watcher: neighbour, distance: 120 },
  },
  boost_added: { boost_added: { boost_count: 1 } },
  chat_background_set: {
    chat_background_set: { type: { type: 'fill', fill: { type: 'solid', color: 0xff0000 }, dark_theme_dimming: 20 } },
  },
  forum_topic_created: { forum_topic_created: { name: 'Vragen over behandeling', icon_color: 7_322_096 } },
  forum_topic_edited: { forum_topic_edited: { name: 'Is ME/CVS te genezen?' } },
  forum_topic_closed: { forum_topic_closed: {} },
  forum_topic_reopened: { forum_topic_reopened: {} },
  general_forum_topic_hidden: { general_forum_topic_hidden: {} },
  general_forum_topic_unhidden: { general_forum_topic_unhidden: {} },
  giveaway_created: { giveaway_created: { prize_star_count: 500 } },
  giveaway: { giveaway: { ...giveaway, chats: [elsewhere], prize_description: 'Een boek over rust' } },
  giveaway_winners: {
    giveaway_winners: { ...giveaway, chat: elsewhere, giveaway_message_id: 91_000_002, winners: [neighbour] },
  },
  giveaway_completed: { giveaway_completed: { winner_count: 2, giveaway_message: earlier } },
  gift: { gift: { gift, text: 'Voor een dappere meid', is_private: true } },
  gift_upgrade_sent: { gift_upgrade_sent: { gift, can_be_upgraded: true } },
  unique_gift: {
    unique_gift: {
      gift: {
        gift_id: gift.id,
        base_name: 'Plush Pepe',
        name: 'PlushPepe-1',
        number: 1,
        model: { name: 'Model', sticker, rarity_per_mille: 5 },
        symbol: { name: 'Symbol', sticker, rarity_per_mille: 5 },
        backdrop: {
          name: 'Backdrop',
          colors: { center_color: 1, edge_color: 2, symbol_color: 3, text_color: 4 },
          rarity_per_mille: 10,
        },
      },
      origin: 'transfer',
    },
  },
  paid_message_price_changed: { paid_message_price_changed: { paid_message_star_count: 10 } },
  direct_message_price_changed: { direct_message_price_changed: { are_direct_messages_enabled: true } },
  video_chat_scheduled: { video_chat_scheduled: { start_date: 1_790_600_000 } },
  video_chat_started: { video_chat_started: {} },
  video_chat_ended: { video_chat_ended: { duration: 1200 } },
  video_chat_participants_invited: { video_chat_participants_invited: { users: [neighbour] } },
  web_app_data: { web_app_data: { data: '{"vraag":"Is ME/CVS te genezen?"}', button_text: 'Vragenlijst' } },
} satisfies { readonly [Kind in ContentKind]: Partial<Message> & { readonly [K in Kind]: NonNullable<Message[Kind]> } }

/** What somebody sends, rather than what happened in a chat. */
export const SENT: ReadonlySet<ContentKind> = new Set([
  'text',
  'rich_message',
  'animation',
  'audio',
  'document',
  'live_photo',
  'paid_media',
  'photo',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
  'contact',
  'dice',
  'game',
  'poll',
  'venue',
  'location',
  'checklist',
])

/** Those of them that are words. */
export const WRITTEN: ReadonlySet<ContentKind> = new Set(['text', 'rich_message', 'poll', 'checklist'])

/** Those of them that can have a caption. */
export const CAPTIONED: readonly ContentKind[] = [
  'animation',
  'audio',
  'document',
  'live_photo',
  'photo',
  'video',
  'voice',
]

export { poll as POLL }
