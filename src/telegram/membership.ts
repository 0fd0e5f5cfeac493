import { Composer } from 'grammy'
import type { Choices } from './choices.ts'
import type { BotContext, Dependencies } from './context.ts'
import { send } from './deliver.ts'
import { greeting } from './group-chat.ts'

const GONE = ['left', 'kicked']

/** Greets new groups, and forgets chats that the bot has left. */
export function membership({ memory }: Dependencies, choices: Choices): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  /** Supergroups that used to be groups, which were greeted already. */
  const migrated = new Set<number>()

  composer.on('my_chat_member', async (ctx) => {
    const { old_chat_member: before, new_chat_member: now, chat } = ctx.myChatMember
    if (GONE.includes(now.status)) {
      memory.forget(chat.id)
      await choices.forget(String(chat.id))
      return
    }
    const isNew = GONE.includes(before.status) && (now.status === 'member' || now.status === 'administrator')
    const isGroup = chat.type === 'group' || chat.type === 'supergroup'
    if (isNew && isGroup && !migrated.delete(chat.id)) await send(ctx.api, { chat: chat.id }, [greeting(ctx)])
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
