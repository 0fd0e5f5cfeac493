import { type Context, GrammyError, type MiddlewareFn } from 'grammy'
import { LRUCache } from 'lru-cache'
import type { BotContext } from '../telegram/context.ts'
import { type CardOptions, dangerIn, say, showCard } from '../telegram/danger-card.ts'
import { isPassing, isTransient, isUndeliverable } from '../telegram/errors.ts'
import { ANSWERED } from '../telegram/private-chat.ts'
import type { FairUse, Verdict } from './fair-use.ts'
import { currentUpdate, type Failure, type GuardState, type UpdateState } from './update-state.ts'

/** Most chats whose last album is known: its pictures arrive as separate messages at the same time. */
const MAX_ALBUMS = 1000

const ALLOWED = { allowed: true } as const

type Refusal = Extract<Verdict, { allowed: false }>

/** Thrown when a question exceeds a limit; caught by the guard. */
export class TooManyQuestions extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super('more questions than are allowed in a minute')
    this.name = 'TooManyQuestions'
    this.refusal = refusal
  }
}

/**
 * Wraps all handlers. Limits how much each user and chat may ask, and says so once; records what fails, and swallows the failure
 * if the update will be retried.
 * @param cards for somebody in danger, whatever the limits.
 */
export function guard(
  fairUse: FairUse,
  onRefusal: (limit: 'user' | 'chat') => void,
  cards: CardOptions,
): MiddlewareFn<BotContext> {
  const albums = new LRUCache<number, string>({ max: MAX_ALBUMS })
  /** Whether a message is one more picture of an album, without words of its own: the album was counted with its first. */
  const isRestOfAlbum = ({ msg, chatId }: Context): boolean => {
    const album = msg?.media_group_id
    if (album === undefined || chatId === undefined) return false
    const isKnown = albums.get(chatId) === album
    albums.set(chatId, album)
    return isKnown && msg?.caption === undefined
  }
  return async (ctx, next) => {
    const state = currentUpdate()
    const isRetry = state !== undefined && (state.attempt > 1 || state.postponed > 0)
    const isShed = state?.isShed ?? false
    const isGroup = ctx.chat?.type === 'group' || ctx.chat?.type === 'supergroup'
    // Most of what is said in a group is not for the bot, so only questions count there, when they are about to be answered.
    const countQuestion = isGroup && !isRetry ? () => countInGroup(ctx, fairUse, isShed) : null
    const record = (end: GuardState['end']): void => {
      if (state) state.guard = { countQuestion, end }
    }
    record(null)
    try {
      // A retry is not another question.
      const isCounted = isRetry || isRestOfAlbum(ctx)
      const verdict = isCounted ? ALLOWED : await countUpdate(ctx, fairUse, isGroup, isShed)
      if (!verdict.allowed) throw new TooManyQuestions(verdict)
      await next()
    } catch (error) {
      if (error instanceof TooManyQuestions) {
        onRefusal(isGroup ? 'chat' : 'user')
        record({ kind: 'refused' })
        const danger = dangerIn(ctx, cards)
        if (danger === null) await refuse(ctx, error.refusal)
        else if (await mayShow(ctx, danger, fairUse)) await showCard(ctx, danger, cards)
        return
      }
      const failure = failureOf(error, state)
      record(failure)
      // Whoever waits is told so, once.
      const isQuiet = failure.kind === 'retried' || (failure.kind === 'postponed' && isRetry)
      if (!isQuiet) throw error
    }
  }
}

async function countUpdate(ctx: Context, fairUse: FairUse, isGroup: boolean, isShed: boolean): Promise<Verdict> {
  const { inline_query: inline, callback_query: pressed } = ctx.update
  if (inline) return fairUse.count('inline', inline.from.id)
  const asks = pressed || (!isGroup && ctx.has([...ANSWERED]))
  const sender = senderOf(ctx)
  if (!asks || sender === undefined) return ALLOWED
  return isShed && !isGroup ? fairUse.refuse('user', sender) : fairUse.count('user', sender)
}

async function countInGroup(ctx: Context, fairUse: FairUse, isShed: boolean): Promise<Verdict> {
  const chat = ctx.chat?.id ?? 0
  if (isShed) return fairUse.refuse('chat', chat)
  const verdict = await fairUse.count('chat', chat)
  // A button was counted when it was pressed.
  const sender = ctx.callbackQuery ? undefined : senderOf(ctx)
  return verdict.allowed && sender !== undefined ? fairUse.count('user', sender) : verdict
}

/**
 * Who sent an update. Anonymous administrators, and channels, write through one account for all of Telegram: they are who they
 * write as, in each chat by itself. They press buttons as themselves.
 */
function senderOf({ callbackQuery, from, senderChat, chatId }: Context): number | string | undefined {
  return senderChat && !callbackQuery ? `${senderChat.id} in ${chatId}` : from?.id
}

/**
 * Whether somebody over the limits gets the card: once a minute for each danger and chat, so that a flood of cries costs little,
 * and who repeats one has the card before them. An inline query has to be answered anyway.
 */
async function mayShow(ctx: Context, danger: string, fairUse: FairUse): Promise<boolean> {
  if (ctx.inlineQuery) return true
  return (await fairUse.count('card', `${danger} to ${senderOf(ctx)} in ${ctx.chatId}`)).allowed
}

async function refuse(ctx: BotContext, { first, seconds }: Refusal): Promise<void> {
  const text = ctx.t('slow-down', { seconds })
  // A button keeps spinning until it is answered, and an inline query keeps waiting.
  if (ctx.callbackQuery) await ctx.answerCallbackQuery(first ? { text } : {})
  else if (ctx.inlineQuery) await ctx.answerInlineQuery([], { cache_time: 0, is_personal: true })
  else if (first) await say(ctx, text)
}

function failureOf(error: unknown, state: UpdateState | undefined): Failure {
  if (isPassing(error) && state && Number.isFinite(state.postponed)) return { kind: 'postponed', error }
  // What Telegram refuses, it refuses again.
  const isFinal = error instanceof GrammyError && !isTransient(error)
  if (state && !state.isLastAttempt && !isFinal) return { kind: 'retried', error }
  return { kind: isUndeliverable(error) ? 'undeliverable' : 'failed', error }
}
