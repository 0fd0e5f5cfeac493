import { describe, expect, it, vi } from 'vitest'
import { EXAMPLE_QUESTIONS } from '../../src/telegram/example-questions.ts'
import { BOT_INFO } from '../support/bot-calls.ts'
import { answered, declined } from '../support/fake-answerer.ts'
import { realCorpus } from '../support/real-corpus.ts'
import { dataOf, labels, type TestOptions, testBot } from '../support/test-bot.ts'
import { ANN, edited, incoming, press, text } from '../support/updates.ts'

const corpus = realCorpus()
const page = corpus.document('mecvs-behandeling').passages
const interview = corpus.document('nvk-nos-mecvs-kinderen').passages
const zeker = interview.find((passage) => passage.text === 'Zeker.')!
const psychological = page.find(({ section }) => section.at(-1) === 'Een psychologische visie op ME/CVS')!
const opening = psychological.text.slice(0, psychological.sentences[0]!.end)

const setUp = ({ answer = () => answered([psychological, zeker], corpus), ...options }: Partial<TestOptions> = {}) =>
  testBot({ corpus, answer, ...options })

describe('a question in a private chat', () => {
  it('is answered in one message, without a link preview and without parse_mode', async () => {
    const { bot, calls, of } = setUp()
    await bot.handleUpdate(text('Is GET schadelijk?'))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage'])
    const [sent] = of('sendMessage')
    expect(sent).toMatchObject({ chat_id: ANN.id, link_preview_options: { is_disabled: true } })
    expect(sent).not.toHaveProperty('parse_mode')
    expect(sent!.text).toContain(opening)
    expect(sent!.text).toContain('NVK, in antwoord op NOS:')
  })

  it('may be a caption, or a reply to an earlier answer', async () => {
    const { bot, answerer, calls } = setUp()
    await bot.handleUpdate(
      incoming({ caption: 'Is GET schadelijk?', photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }] }),
    )
    await bot.handleUpdate(text('En rust?'))
    await bot.handleUpdate(
      text('waarom?', { reply_to_message: { message_id: calls[0]!.sent, date: 0, chat: { id: ANN.id } } }),
    )
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Is GET schadelijk?', 'En rust?', 'waarom?'])
    expect(answerer.asked[2]!.previous).toEqual({ question: 'Is GET schadelijk?', shown: [psychological.id, zeker.id] })
  })

  it('that only points is about the message that it replies to, when nothing else is known of it', async () => {
    const { bot, answerer } = setUp()
    const older = { message_id: 3, date: 0, chat: { id: ANN.id }, from: ANN, text: 'Helpt rust?' }
    await bot.handleUpdate(text('klopt dit?', { reply_to_message: older }))
    await bot.handleUpdate(text('/vraag klopt dit?', { reply_to_message: older }))
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Helpt rust?', 'Helpt rust?'])
  })

  it('that only points is about the older question or answer that it replies to, not about the latest', async () => {
    const { bot, answerer, calls } = setUp()
    const first = text('Is GET schadelijk?')
    await bot.handleUpdate(first)
    await bot.handleUpdate(text('En rust?'))
    const quotation = [{ type: 'blockquote', offset: 0, length: 11 }]
    const forgotten = { text: 'Rust helpt. Bron', entities: quotation, from: BOT_INFO }
    for (const replied of [{ ...first.message }, { message_id: calls[0]!.sent, from: BOT_INFO }, forgotten])
      await bot.handleUpdate(
        text('klopt dat?', { reply_to_message: { message_id: 1, date: 0, chat: { id: ANN.id }, ...replied } }),
      )
    expect(answerer.asked.slice(2).map(({ question, previous }) => [question, previous?.question ?? null])).toEqual([
      ['Is GET schadelijk?', null],
      ['klopt dat?', 'Is GET schadelijk?'],
      ['Rust helpt.', null],
    ])
  })

  it('goes on from the one before, until /vergeet', async () => {
    const { bot, answerer } = setUp({
      answer: (_, previous) => answered([zeker], corpus, { understoodAs: previous && 'GET: waarom?' }),
    })
    await bot.handleUpdate(text('Is GET schadelijk?'))
    await bot.handleUpdate(text('waarom?'))
    await bot.handleUpdate(text('en dan?'))
    await bot.handleUpdate(text('/vergeet'))
    await bot.handleUpdate(text('waarom?'))
    expect(answerer.asked.map(({ previous }) => previous)).toEqual([
      null,
      { question: 'Is GET schadelijk?', shown: [zeker.id] },
      { question: 'GET: waarom?', shown: [zeker.id] },
      null,
    ])
  })

  it('goes on from the one before in its own topic', async () => {
    const { bot, answerer } = setUp()
    const topic = (thread: number) => ({ message_thread_id: thread, is_topic_message: true })
    await bot.handleUpdate(text('Is GET schadelijk?', topic(7)))
    await bot.handleUpdate(text('waarom?', topic(8)))
    await bot.handleUpdate(text('waarom?'))
    await bot.handleUpdate(text('en dan?', topic(7)))
    expect(answerer.asked.map(({ previous }) => previous?.question ?? null)).toEqual([
      null,
      null,
      null,
      'Is GET schadelijk?',
    ])
  })

  it('gets an answer with a reply mark where that does not stand right below it, and only there', async () => {
    const { bot, calls } = setUp()
    const marks = () => calls.map(({ payload }) => payload.reply_parameters)
    await bot.handleUpdate(text('Is GET schadelijk?', { message_id: 1 }))
    // Sent before the first was answered.
    await bot.handleUpdate(text('Helpt rust?', { message_id: 2 }))
    await bot.handleUpdate(text('Helpt slaap?', { message_id: calls[1]!.sent! + 1 }))
    expect(marks()).toEqual([undefined, expect.objectContaining({ message_id: 2 }), undefined])
  })

  it('shows “typing…” when the answer takes longer than 300 ms', async () => {
    vi.useFakeTimers()
    try {
      const slow = (ms: number) => async () => {
        await new Promise((resolve) => setTimeout(resolve, ms))
        return declined(corpus)
      }
      const quick = setUp({ answer: slow(290) })
      await Promise.all([quick.bot.handleUpdate(text('Is GET schadelijk?')), vi.advanceTimersByTimeAsync(400)])
      expect(quick.calls.map(({ method }) => method)).toEqual(['sendMessage'])
      const late = setUp({ answer: slow(310) })
      await Promise.all([late.bot.handleUpdate(text('Is GET schadelijk?')), vi.advanceTimersByTimeAsync(400)])
      expect(late.calls.map(({ method }) => method)).toEqual(['sendChatAction', 'sendMessage'])
      expect(vi.getTimerCount()).toBeLessThanOrEqual(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('that signals danger gets the card first', async () => {
    const { bot, of } = setUp({ answer: () => answered([zeker], corpus, { danger: 'suicide' }) })
    await bot.handleUpdate(text('Ik wil niet meer leven, helpt er iets?'))
    expect(of('sendMessage').map((sent) => sent.text?.slice(0, 15))).toEqual(['card suicide nl', 'NOS vraagt: Kun'])
  })

  it('is answered in the user’s language, the quotes in their own', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(text('Is GET schadelijk?', { from: { ...ANN, language_code: 'en-GB' } }))
    expect(of('sendMessage')[0]!.text).toContain('NVK, answering NOS:')
    expect(of('sendMessage')[0]!.text).toContain(opening)
  })
})

describe('an edited question', () => {
  it('changes the answer in place', async () => {
    let passage = psychological
    const { bot, calls, of } = setUp({ answer: () => answered([passage], corpus) })
    const question = text('Is GET schadlijk?')
    await bot.handleUpdate(question)
    passage = zeker
    await bot.handleUpdate(edited(question, 'Is GET schadelijk?'))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText'])
    expect(of('editMessageText')[0]).toMatchObject({ message_id: calls[0]!.sent })
    expect(of('editMessageText')[0]!.text).toContain('Zeker.')
  })

  it('that is answered as before changes nothing', async () => {
    const { bot, calls } = setUp()
    const question = text('Is GET schadlijk?')
    await bot.handleUpdate(question)
    await bot.handleUpdate(edited(question, 'Is GET schadelijk?'))
    expect(calls).toHaveLength(1)
  })

  it('turns two messages into one, and an answer into none', async () => {
    let answer = answered([zeker], corpus, { danger: 'suicide' })
    const { bot, calls, of } = setUp({ answer: () => answer })
    const question = text('eerst')
    await bot.handleUpdate(question)
    answer = declined(corpus)
    await bot.handleUpdate(edited(question, 'dan'))
    expect(calls.map(({ method }) => method)).toEqual([
      'sendMessage',
      'sendMessage',
      'editMessageText',
      'deleteMessage',
    ])
    expect(of('editMessageText')[0]!.message_id).toBe(calls[0]!.sent)
    expect(of('editMessageText')[0]!.text).toContain('In mijn bronnen vind ik hier geen antwoord op')
    expect(of('deleteMessage')[0]!.message_id).toBe(calls[1]!.sent)
  })

  it('turns one message into two', async () => {
    let answer = declined(corpus)
    const { bot, calls } = setUp({ answer: () => answer })
    const question = text('eerst')
    await bot.handleUpdate(question)
    answer = answered([zeker], corpus, { danger: 'suicide' })
    await bot.handleUpdate(edited(question, 'dan'))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText', 'sendMessage'])
  })

  it('from before a restart gets a new answer, as a reply', async () => {
    const { bot, of } = setUp()
    const question = text('Is GET schadlijk?')
    await bot.handleUpdate(edited(question, 'Is GET schadelijk?'))
    expect(of('sendMessage')[0]).toMatchObject({ reply_parameters: { message_id: question.message.message_id } })
  })

  it('whose answer was deleted gets a new one', async () => {
    let passage = psychological
    const { bot, calls } = setUp({
      answer: () => answered([passage], corpus),
      refuse: (method) =>
        method === 'editMessageText'
          ? { error_code: 400, description: 'Bad Request: message to edit not found' }
          : null,
    })
    const question = text('eerst')
    await bot.handleUpdate(question)
    passage = zeker
    await bot.handleUpdate(edited(question, 'dan'))
    expect(calls.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageText', 'sendMessage'])
  })
})

describe('a button', () => {
  it('changes its message in place, after a restart too', async () => {
    const before = setUp()
    await before.bot.handleUpdate(text('Is GET schadelijk?'))
    const [answer] = before.of('sendMessage')
    const { bot, calls, of } = setUp()
    await bot.handleUpdate(press(dataOf(answer!, 'NVK ›'), { message_id: 77 }))
    expect(calls.map(({ method }) => method)).toEqual(['answerCallbackQuery', 'editMessageText'])
    expect(of('editMessageText')[0]).toMatchObject({ chat_id: ANN.id, message_id: 77 })
    expect(of('editMessageText')[0]!.text).toContain(interview[zeker.position + 1]!.text)
    expect(labels(of('editMessageText')[0]!)).toEqual([
      '‹ Vorige',
      `${zeker.position + 2} van 39`,
      'Volgende ›',
      'Terug',
      'Deel',
      'Klopt niet?',
    ])
  })

  it('pressed twice quickly changes nothing the second time', async () => {
    const { bot, of } = setUp()
    const data = `r${zeker.id}0`
    await bot.handleUpdate(press(data))
    const [first] = of('editMessageText')
    await bot.handleUpdate(press(data, { text: first!.text, reply_markup: first!.reply_markup }))
    expect(of('editMessageText')).toHaveLength(1)
    expect(of('answerCallbackQuery')).toHaveLength(2)
  })

  it('to a passage that is gone says that the text has changed', async () => {
    const { bot, calls, of } = setUp()
    await bot.handleUpdate(press('raaaaaaaa0'))
    expect(calls.map(({ method }) => method)).toEqual(['answerCallbackQuery'])
    expect(of('answerCallbackQuery')[0]).toMatchObject({
      text: expect.stringContaining('De tekst van deze bron is veranderd'),
      show_alert: true,
    })
  })

  it('with the position says where that is', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(press(`i${psychological.id}`))
    expect(of('answerCallbackQuery')[0]!.text).toBe(
      'Behandeling ME/CVS › Twee visies op behandeling › Een psychologische visie op ME/CVS',
    )
  })

  it('that no version knows is answered', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(press('something-old'))
    expect(of('answerCallbackQuery')[0]!.text).toContain('Deze knop werkt niet meer')
  })

  it('on a message that can’t be edited any more sends a new one', async () => {
    const { bot, of } = setUp({
      refuse: (method) =>
        method === 'editMessageText' ? { error_code: 400, description: "Bad Request: message can't be edited" } : null,
    })
    await bot.handleUpdate(press(`r${zeker.id}0`))
    expect(of('sendMessage')).toHaveLength(1)
  })

  it('pressed while the bot was down still does its work', async () => {
    const { bot, of } = setUp({
      refuse: (method) =>
        method === 'answerCallbackQuery' ? { error_code: 400, description: 'Bad Request: query is too old' } : null,
    })
    await bot.handleUpdate(press(`r${zeker.id}0`))
    expect(of('editMessageText')).toHaveLength(1)
  })
})

describe('/start', () => {
  it('says who the bot is, with three questions that ask themselves', async () => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(text('/start'))
    const [screen] = of('sendMessage')
    expect(screen!.text).toContain('Ik ben Bronwijzer')
    expect(labels(screen!)).toEqual(EXAMPLE_QUESTIONS)
    expect(EXAMPLE_QUESTIONS).toHaveLength(3)
    for (const question of EXAMPLE_QUESTIONS) {
      const data = dataOf(screen!, question)
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
      await bot.handleUpdate(press(data))
    }
    expect(answerer.asked.map(({ question }) => question)).toEqual(EXAMPLE_QUESTIONS)
    expect(of('sendMessage')[1]!.text?.split('\n')[0]).toBe(`Vraag: ${EXAMPLE_QUESTIONS[0]}`)
    expect(of('answerCallbackQuery')).toHaveLength(3)
  })

  it('with a permalink shows that passage and its neighbours', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(text(`/start p_${zeker.id}`))
    const [shown] = of('sendMessage')
    expect(shown!.text).toContain('NVK, in antwoord op NOS:\nZeker.\nBron: ')
    expect(labels(shown!)).toEqual(['‹ Vorige', '20 van 39', 'Volgende ›', 'Deel', 'Klopt niet?'])
  })

  it('with a permalink to words that are gone says so', async () => {
    const { bot, of } = setUp()
    await bot.handleUpdate(text('/start p_aaaaaaaa'))
    expect(of('sendMessage')[0]!.text).toContain('De tekst van deze bron is veranderd')
  })
})

describe('the other commands', () => {
  it('each say something', async () => {
    for (const command of ['/help', '/privacy', '/bronnen', '/begrippen', '/taal', '/rust', '/vergeet', '/onzin']) {
      const { bot, of, answerer } = setUp()
      await bot.handleUpdate(text(command))
      expect(of('sendMessage').length).toBeGreaterThan(0)
      expect(answerer.asked).toEqual([])
    }
  })

  it('/privacy says where questions go', async () => {
    const privacyOf = async (sendsQuestions: boolean) => {
      const { bot, of } = setUp({ sendsQuestions })
      await bot.handleUpdate(text('/privacy'))
      return of('sendMessage')[0]!.text
    }
    expect(await privacyOf(false)).toContain('Je vraag gaat naar geen andere dienst.')
    expect(await privacyOf(true)).toContain('Je woorden gaan ook naar een tweede programma')
    expect(await privacyOf(true)).not.toContain('geen andere dienst')
  })

  it('and buttons are answered in the topic that they come from', async () => {
    const { bot, of } = setUp()
    const topic = { message_thread_id: 12, is_topic_message: true }
    const commands = [
      '/start',
      '/help',
      '/privacy',
      '/bronnen',
      '/begrippen',
      '/taal',
      '/rust',
      '/vergeet',
      '/onzin',
      '/vraag',
    ]
    for (const command of commands) await bot.handleUpdate(text(command, topic))
    for (const data of ['l:en', `k:${zeker.id}`]) await bot.handleUpdate(press(data, topic))
    expect(of('sendMessage').length).toBeGreaterThan(commands.length)
    for (const sent of of('sendMessage')) expect(sent).toMatchObject({ message_thread_id: 12 })
  })

  it('/taal changes the language, and only that is kept', async () => {
    const { bot, of, preferences } = setUp()
    await bot.handleUpdate(text('/taal'))
    expect(labels(of('sendMessage')[0]!)).toEqual(['Nederlands', 'English'])
    await bot.handleUpdate(press(dataOf(of('sendMessage')[0]!, 'English')))
    expect(of('sendMessage')[1]!.text).toBe('All right, I speak English.')
    await bot.handleUpdate(text('/help'))
    expect(of('sendMessage')[2]!.text).toContain('Type your question')
    expect([...preferences.readAllEntries()]).toEqual([[String(ANN.id), { language: 'en' }]])
  })

  it('/rust gives one quote without a sound and a button for the other side, until the next /rust', async () => {
    const { bot, of, preferences } = setUp()
    await bot.handleUpdate(text('/rust'))
    await bot.handleUpdate(text('Is GET schadelijk?'))
    const [, answer] = of('sendMessage')
    expect(answer).toMatchObject({ disable_notification: true })
    expect(labels(answer!)).toEqual(['Lees verder', 'Andere kant'])
    expect(answer!.text).not.toContain('Zeker.')
    await bot.handleUpdate(press(dataOf(answer!, 'Lees verder')))
    expect(labels(of('editMessageText')[0]!)).toEqual(['Lees verder'])
    await bot.handleUpdate(text('/rust'))
    expect([...preferences.readAllKeys()]).toEqual([])
  })
})

describe('/vraag, known from groups', () => {
  it('asks what stands behind it, or the message that it replies to', async () => {
    const { bot, of, answerer } = setUp()
    await bot.handleUpdate(text('/vraag Helpt rust?'))
    const replied = { message_id: 1, date: 0, chat: { id: ANN.id }, text: 'Is GET schadelijk?' }
    await bot.handleUpdate(text('/vraag', { reply_to_message: replied }))
    await bot.handleUpdate(text('/vraag'))
    expect(answerer.asked.map(({ question }) => question)).toEqual(['Helpt rust?', 'Is GET schadelijk?'])
    expect(of('sendMessage').at(-1)!.text).toContain('Ik zie geen vraag')
  })

  it('is answered anew when it is edited', async () => {
    const { bot, answerer } = setUp()
    const question = text('/vraag Helpt rust?')
    await bot.handleUpdate(question)
    await bot.handleUpdate(edited(question, '/vraag Helpt GET?'))
    expect(answerer.asked.at(-1)!.question).toBe('Helpt GET?')
  })
})

describe('what is no question', () => {
  it('gets one kind sentence', async () => {
    for (const extra of [
      { sticker: {} },
      { voice: {} },
      { photo: [] },
      { location: {} },
      { poll: {} },
      { contact: {} },
      { dice: {} },
    ]) {
      const { bot, of } = setUp()
      await bot.handleUpdate(incoming(extra))
      expect(of('sendMessage').map((sent) => sent.text)).toEqual([
        'Dank je, maar ik kan alleen tekst lezen. Wil je je vraag typen?',
      ])
    }
  })

  it('gets one for a whole album', async () => {
    const { bot, of } = setUp()
    for (let picture = 0; picture < 3; picture++) await bot.handleUpdate(incoming({ photo: [], media_group_id: '7' }))
    expect(of('sendMessage')).toHaveLength(1)
  })

  it('of Telegram’s own making gets none, nor do groups and what was shared from the bot itself', async () => {
    const { bot, calls } = setUp()
    await bot.handleUpdate(incoming({ pinned_message: { message_id: 1, date: 0, chat: { id: ANN.id } } }))
    await bot.handleUpdate(text('Is GET schadelijk?', { via_bot: BOT_INFO }))
    await bot.handleUpdate(text('Is GET schadelijk?', { chat: { id: -5, type: 'group', title: 'G' } }))
    expect(calls).toEqual([])
  })
})

describe('when something fails', () => {
  it('the user hears one kind sentence, and the log no word of the question', async () => {
    const { bot, of, log } = setUp({
      answer: (question) => {
        throw new Error(`cannot answer ${question}`)
      },
    })
    await bot.handleUpdate(text('Heb ik een geheim?'))
    expect(of('sendMessage').map((sent) => sent.text)).toEqual([
      'Er ging iets mis aan mijn kant. Probeer het zo nog eens.',
    ])
    expect(log).toHaveLength(1)
    expect(log[0]).toMatch(/^update \d+ \(message\): Error at /)
    expect(log[0]).not.toContain('geheim')
    expect(log[0]).not.toContain(String(ANN.id))
  })

  it('a button is answered', async () => {
    const { bot, of } = setUp({
      refuse: (method) =>
        method === 'editMessageText' ? { error_code: 500, description: 'Internal Server Error' } : null,
    })
    await bot.handleUpdate(press(`r${zeker.id}0`))
    expect(of('answerCallbackQuery').length).toBeGreaterThan(0)
  })

  it('because the user blocked the bot, the message is dropped', async () => {
    const { bot, calls, log } = setUp({
      refuse: (method) =>
        method === 'sendMessage' ? { error_code: 403, description: 'Forbidden: bot was blocked by the user' } : null,
    })
    await bot.handleUpdate(text('Is GET schadelijk?'))
    expect(calls).toHaveLength(1)
    expect(log).toEqual([expect.stringMatching(/^update \d+ \(message\): sendMessage refused, 403$/)])
  })
})
