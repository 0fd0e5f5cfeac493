import { Composer } from 'grammy'
import { LRUCache } from 'lru-cache'
import type { Choices } from './choices.ts'
import type { BotContext, Dependencies } from './context.ts'
import { send } from './deliver.ts'
import { greeting } from './group-chat.ts'

/** Milliseconds in which a link that adds the bot to a group has also sent /start there. */
const ADDED_BY_LINK = 60_000

const GONE = ['left', 'kicked']

/** Most groups whose greeting is remembered. */
const MAX_GREETED = 1000

/** Greets new groups, and forgets chats that the bot has left. */
export function membership({ memory }: Dependencies, choices: Choices): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  /** Supergroups that used to be groups, which were greeted already. */
  const migrated = new Set<number>()
  /** Groups that were greeted when the bot came, and when. */
  const greeted = new LRUCache<number, number>({ max: MAX_GREETED })

  composer.on('my_chat_member', async (ctx) => {
    const { old_chat_member: before, new_chat_member: now, chat } = ctx.myChatMember
    if (GONE.includes(now.status)) {
      memory.forget(chat.id)
      await choices.forget(String(chat.id))
      return
    }
    const isNew = GONE.includes(before.status) && (now.status === 'member' || now.status === 'administrator')
    const isGroup = chat.type === 'group' || chat.type === 'supergroup'
    if (!isNew || !isGroup || migrated.delete(chat.id)) return
    await send(ctx.api, { chat: chat.id }, [greeting(ctx)])
    greeted.set(chat.id, performance.now())
  })
  composer.chatType(['group', 'supergroup']).command('start', async (ctx, next) => {
    const at = greeted.get(ctx.chatId)
    greeted.delete(ctx.chatId)
    // The same greeting again, to nobody who asked.
    if (at === undefined || performance.now() - at > ADDED_BY_LINK) await next()
  })
  composer.on('message:migrate_to_chat_id', (ctx) => void migrated.add(ctx.msg.migrate_to_chat_id))
  composer.on('message:migrate_from_chat_id', async (ctx) => {
    const old = String(ctx.msg.migrate_from_chat_id)
    const chosen = await choices.read(old)
    await ctx.choose((now) => ({ ...chosen, ...now }))
    await choices.forget(old)
  })
  return composer
}
