### Everything that Bronwijzer says, in English. Plain, warm, short (B1). nl.ftl is its twin: the same keys.

## Around a quote

asked-by = { $asker } asks:
put-by = { $asker } asks for a response to:
list-intro = From a list that begins like this:
read-elsewhere = read it here
question-not-answer = This is { $asker } speaking, in a question to { $answerer }:
question-unanswered = This is { $asker } speaking, in a question:
asks-no-answer = { $asker } asks { $answerer }:
asks-unanswered = { $asker } asks:
said-answering = { $speaker }, answering { $asker }
said-asking = { $speaker }, question to { $answerer }
said-asking-nobody = { $speaker }, in a question
came-from = Said by: { $sayer }.
source = Source: { $title } ({ $publisher }, { $date })
source-own = Source: { $title } ({ $date })
under-heading = Under the heading “{ $heading }”:
date = { DATETIME($date, dateStyle: "long") }
undated = date unknown
undated-read = date unknown, read on { DATETIME($date, dateStyle: "long") }
one-page = All on one page
permalink = link to this quote
whole-quote = The whole quote:
part-before = […] Part { $part } of { $parts }, the quote began earlier:
part-after = […] Part { $part } of { $parts }, the quote goes on.
quote-too-long = This piece is too long to show here as a whole. Part of it could give a wrong idea. Please read it at the source.

## Around an answer

asked = Question: { $question }
understood-as = I read your question like this: { $question }
related = No direct answer. This comes closest:
further = This is about it too. It may not be a direct answer:
not-explained = My sources don't explain this. This is what they do say:
less-certain = I am less sure that this fits your question:
coverage = This comes from { $shown } of my { $all } sources.
coverage-all = { $all ->
    [2] This comes from both of my sources.
   *[other] This comes from all my { $all } sources.
  }
coverage-silent = { $others ->
    [one] I find nothing about this in the other source.
   *[other] I find nothing about this in the other { $others } sources.
  }
coverage-speak = { $others ->
    [one] The other source says something about this too.
   *[other] Another source says something about this too.
  }
right-before = Right before it:
right-after = Right after it:
also-other-side = There is another side too: { $sources }.
term-absent = My sources don’t mention “{ $term }”.
side-seen = I already showed the other side: { $sources }.
one-side-seen = I already showed one side: { $sources }. This is the other.
voice-one-of = Of the { $kind }, only { $article ->
    [none] { $voice }
   *[other] the { $voice }
  } speaks in my sources.
voice-one-of-reported = Of the { $kind }, my sources only name { $article ->
    [none] { $voice }
   *[other] the { $voice }
  }.
voice-reported = I have nothing written by { $article ->
    [none] { $voice }
   *[other] the { $voice }
  }.
voice-reported-by = This is what { $article ->
    [none] { $speaker }
   *[other] the { $speaker }
  } says about it:
voice-silent = I can't find anything from { $article ->
    [none] { $voice }
   *[other] the { $voice }
  } about this in my sources.
voice-only-asks = On this, { $article ->
    [none] { $voice }
   *[other] the { $voice }
  } only asks questions. I can't find what { $article ->
    [none] { $voice }
   *[other] the { $voice }
  } thinks of it.
voice-unknown = I have no source from { $article ->
    [none] { $voice }
   *[other] the { $voice }
  }.
voice-others = This is what others say about it:
no-answer = I can't find an answer to this in my sources.
no-answer-either = I can't find an answer to this from others either.
topic = You're asking about: { $topic }
signpost = For this you can turn to { $help }.
not-believed = It hurts when people don't believe you or don't take you seriously.
heard = That sounds hard. I can only quote what my sources write. Is there something you want to know? Just ask.
told = Thank you for telling me. I can only quote what my sources write. Is there something you want to know? Just ask.
keeps-nothing = I don't keep your questions: they are in no file and in no log. You can read all about that with /privacy.
who-i-am = I am Bronwijzer, a computer program. I make nothing up: I search my sources on ME/CFS and quote them word for word. /help shows what I can do, /bronnen what I read.
which-text = Which text do you mean? Send it along, or reply to the message that you mean.
hello = Hello! Feel free to ask me something about ME/CFS.
thanks = You're welcome. If you have another question, just ask.
goodbye = Goodbye! I am here if you want to ask something again.
no-more = I can't find more about this in my sources. Feel free to ask something else, for example about a treatment or about children.
more-of-what = Of course! What would you like to know more about? Just type your question as a sentence, for example: is ME/CVS te genezen?
about-what = I'm happy to look it up for you. What is your question about? Just type it as a sentence, for example: welke behandeling is er voor ME/CVS?
other-words = Sorry, I misunderstood you. Could you ask it in other words?
no-question = I see no question in your message. Just type it as a sentence, for example: is ME/CVS te genezen?
nearest = Perhaps this helps:
covered = My sources: { $sources }. Type /bronnen to see what they are about.
request-diagnosis = I can't say what you or somebody else has. I only quote my sources. Please ask your doctor.
request-dose = I can't say which medicine you may take, or how much. I only quote my sources. Please ask your doctor or pharmacist.
request-prescription = I can't say which medicine to prescribe, or how much. I only quote my sources. Please ask a pharmacist or a colleague with experience.
request-choice = I don't choose who is right. I show what my sources say.
request-opinion = I have no opinion of my own. I only quote my sources.
text-changed = The text of this source has changed. This quote is no longer in it in these words.
link-changed = The text of a source has changed. Not every quote is still in it in these words.

## Buttons

read-on = Read on
read-on-in = { $source } ›
read-rest = The rest
read-section = Read { $number }
previous = ‹ Previous
next = Next ›
position = { $position } of { $all }
whole-question = Full question
other-side = Other side
more = More
back = Back
share = Share
share-text = { $sayer }, in “{ $title }”

## Private chat

start = Hello! I am Bronwijzer. Ask me a question about ME/CFS in Dutch. I show what my sources say about it: word for word, and who says it.

    I make nothing up. If the answer isn't in my sources, I say so. I am not a doctor.

    Type your question, or try one of these:
help = Type your question in plain Dutch. I look for the pieces that fit and quote them word for word. Quotes are always Dutch.

    Is something unclear? Ask more, for example: “waarom?” or “en bij kinderen?”. You can improve your question: edit your message, and I change my answer.

    /bronnen: what I read, and by whom
    /begrippen: words from my sources
    /controleer: is a quote right? You can forward me a message too
    /rust: less to read, only what matters most
    /taal: Dutch or English
    /vergeet: I forget what we talked about
    /privacy: what I keep

    I am not a doctor and give no advice. Danger to life? Call 112. Urgent, but no danger to life? Call the GP (huisarts) or the out-of-hours GP (huisartsenpost).
privacy = I don't keep your questions. They are in no file and in no log.

    I search on the computer that I run on, with a language model of my own. { $sends ->
    [yes] Your words also go to a second program. It checks which piece fits best. Whoever runs me has chosen it. It may be on another computer. Your name and your chat don't go with them.
   *[no] Your question goes to no other service.
  } Telegram itself does see your messages.

    I remember your last questions for at most { $minutes } minutes, in memory only. That is how I understand “waarom?”. With /vergeet I wipe them at once. What I do keep: the settings of this chat, such as language and rest mode. The number of the chat is with them.

    If a quote is not right, you can report it. I first say exactly what I want to keep. I only do that when you agree.
sources = I read { $count ->
    [one] one source.
   *[other] { $count } sources.
  } I know nothing else.
source-address = Address: { $address }
source-no-address = Address: not known
source-passages = { $count ->
    [one] One piece of text.
   *[other] { $count } pieces of text.
  } What it is about:
source-questions = { $count ->
    [one] One piece of text.
   *[other] { $count } pieces of text.
  } Questions and statements by { $asker }:
sections-left-out = … and { $count } more
read-from-top = Read from the top
terms = { $count ->
    [one] My sources use one term that you can ask about.
   *[other] My sources use { $count } terms that you can ask about.
  } Ask like this: “wat is …?”
terms-named = My sources don't explain these terms:
language-choose = Which language shall I speak? The quotes stay Dutch.
language-code = en
language-name = English
language-chosen = All right, I speak English.
rest-on = Rest mode is on: one quote, what matters most first, without a sound. /rust turns it off again.
rest-off = Rest mode is off. You see everything again.
forgotten = I forgot what we talked about. I left your language and rest mode as they are.
text-only = Thank you, but I can only read text. Would you type your question?
unknown-command = I don't know that command. Just type your question, or look at /help.
slow-down = This goes a bit too fast for me. Please wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  }, and then feel free to try again.
button-too-old = This button no longer works. Feel free to ask your question again.
trying-again = I can’t do that just now. I will try again by myself in a moment. You don’t have to do anything.
something-wrong = Something went wrong on my side. Please try again in a moment.

## Groups

group-greeting = Hello! I am Bronwijzer. I quote word for word what my sources say about ME/CFS. You also see who says it.

    Type /vraag and your question, or mention @{ $username } in your message. Looking for the source of a message? Reply to it with /bron.

    Otherwise I say nothing. I keep no messages. I am not a doctor.
group-hint = Type your question after /vraag, or reply to a message with /vraag.
answer-elsewhere-others = You can read what others say about it in your private chat with me:
answer-elsewhere = My sources say something about this. Read it in your private chat with me:
read-elsewhere-button = Read the answer
to-private = To the private chat

## For a group's administrators

settings = Settings of this group. Only administrators can change them.

    1. The language I speak. If you choose none, I speak the language of whoever asks.
    2. Show everything, or rest mode: one quote, without a sound.
    3. The sources that I may quote here.
    4. Answer here, or only a button to the private chat.
settings-whole = Everything
settings-rest = Rest mode
settings-here = Answer here
settings-elsewhere = Only a button
settings-done = Done
settings-closed = All right, it stays like this. Use /instellingen to change it again.
settings-one-document = One source has to stay on. Otherwise I can quote nothing.
administrators-only = Only administrators of the group can do this.
administrators-unknown = I can’t see whether you are an administrator. Make me one, or try again later.
diagnose = How I am doing
diagnose-privacy = Privacy mode is on. Here I only see commands, messages with my name and replies to me. That is enough.
diagnose-privacy-off = You need not turn it off. If you want to: @BotFather, /setprivacy, choose me, Disable. Then remove me from the group and add me again.
diagnose-sees-all = Privacy mode is off. Telegram sends me all messages. I only read what is meant for me, and keep nothing.
diagnose-sees-as-administrator = I am an administrator, so Telegram sends me all messages. I only read what is meant for me, and keep nothing.
diagnose-privacy-on = Less will do: make me a plain member, and turn privacy mode on in @BotFather with /setprivacy (Enable).
diagnose-administrator = I may write here, as an administrator. Being a plain member is enough.
diagnose-member = I may write here, as a plain member. I need no more rights.
diagnose-silenced = I may not write here.
diagnose-let-speak = Give members, or me, the right to send messages.
diagnose-topics = This group has topics. I answer in the topic of the question, if it is open.
diagnose-no-topics = This group has no topics. That is fine.
diagnose-inline = Inline mode is on: type my name and your question in any chat.
diagnose-no-inline = Inline mode is off: typing my name in another chat does nothing.
diagnose-set-inline = Turn it on: @BotFather, /setinline, choose @{ $username }, and type for example: je vraag over ME/CVS
diagnose-guest = Guest mode is on: mention me in a chat that I am not in, and I answer.
diagnose-no-guest = Guest mode is off: I hear nothing in chats that I am not in.
diagnose-set-guest = Turn it on: @BotFather, choose @{ $username }, Bot Settings, and look for Guest Mode there.
diagnose-no-groups = I can’t be added to other groups.
diagnose-set-groups = Turn it on: @BotFather, /setjoingroups, choose @{ $username }, Enable.

## In other chats

inline-example = Example question
inline-document = Source by { $publisher }
inline-no-answer = No answer found. Ask in the private chat
inline-related = No direct answer. Ask more in the private chat
query-forgotten = I no longer know what you were looking for. Feel free to type your question here.
guest-title = Bronwijzer
guest-hint = Put your question after @{ $username }, or mention me in a reply to a message.

## Checking a quote

check-hint = Which quote shall I check? Put it after /controleer, or reply to a message with /controleer. You can forward it too.
check-too-long = This text is too long for me. I can check { $limit } characters at most.
check-several = I see { $count } quotes in this text.
check-number = { $number }. “{ $quote }”
check-literal = Word for word from “{ $title }”.
check-almost = Not word for word. This is like a piece of “{ $title }”, but the words differ.
check-glued = These are { $count } pieces that are not next to each other in my sources.
check-heading = This is a heading in “{ $title }”, not a statement.
check-too-short = This is too short. I can’t say whose it is.
check-not-found = This is not in my sources.
check-not-found-means = It may be found elsewhere. I only know my own sources.
check-wrong-source = The name isn't right: { $named }. Said by: { $speakers }.
check-partly-wrong = The name isn't right for all of it: { $named }. Said by: { $speakers }.
check-right-source = The name is right.
check-reported = Note: { $named } isn't speaking here. Said by: { $speakers }.
check-turns-negation = Note: a word such as “not” is missing or added. That changes the meaning.
check-turns-number = Note: a number is different.
check-turns-certainty = Note: a word such as “can”, “often” or “only” is missing or added. It sounds more certain than the source, or less so.
check-negation-cut = Note: in the source “{ $word }” belongs to it. That word was left out, and it changes the meaning.
check-elsewhere = { $count ->
    [one] It is in one other place too.
   *[other] It is in { $count } other places too.
  }
check-changed = { $quoted } should be: { $source }
check-added = { $quoted } is not in the source
check-missing = { $source } was left out
check-omitted = Left out: { $source }
check-differences-left-out = … and { $count } more
check-piece = Piece { $number }
check-pieces-left-out = … and { $count ->
    [one] one more piece
   *[other] { $count } more pieces
  }
check-joint-left-out = Something was left out between these.
check-joint-passages = The next one is in another place.
check-joint-speakers = Somebody else says the next one.
check-joint-documents = The next one is in another text.
check-left-out = { $count ->
    [one] There is no room left here for one quote. Please send it to me separately.
   *[other] There is no room left here for { $count } quotes. Please send them to me separately.
  }
check-ask = Ask it as a question
checked-gone = I no longer see the text. Feel free to type your question.

## “Klopt niet?”

report = Not right?
report-ask = What is not right? I keep nothing until you agree.
report-passage = Piece { $id }: { $beginning }
report-what = What is not right: { $kind }
report-kind-passage = Wrong piece
report-kind-speaker = Wrong speaker
report-kind-no-answer = This is no answer
report-kind-other = Something else
report-keep = I don't keep your name, this chat or the time. This is what I would like to keep, for the editors:
report-question = Your question:
report-question-ask = May I keep your question with it? That helps to improve this.
report-no-question = I no longer know your question, so I will not keep it.
report-never-question = I never keep your question.
report-enough = You have reported a lot today. Thank you. You can report again tomorrow.
report-question-gone = I no longer see your question. Choose “Without my question”.
report-keep-it = Keep this
report-keep-question = Keep it with my question
report-keep-no-question = Without my question
report-keep-nothing = Never mind
report-kept = Thank you. This is what I kept:
report-nothing-kept = All right, I keep nothing.

## Pages

reader-name = Bronwijzer
reader-menu = Sources
reader-home = Sources on ME/CFS
reader-intro = Here you can read the sources that Bronwijzer quotes: whole, and word for word. Beside each piece you see who says it. Bronwijzer is not a doctor.
reader-skip = To the text
reader-navigation = Menu
reader-topics = What is it about?
reader-topics-intro = Questions that these sources say something about. Choose a question and read the quote.
reader-ask = Ask this in the chat
reader-ask-this = Ask this in the chat: { $question }
reader-chat = To the chat
reader-back-to-chat = Back to the chat
reader-contents = Contents
reader-document-of = The whole text. Source: { $publisher }, { $date }.
reader-quote = A quote
reader-in-text = Read it in the whole text
reader-its-answer = Read the answer
reader-with-it = Read this with it
reader-other-side = There is another side too
reader-whole = Read the whole question
reader-link = Link to this piece
reader-search = Search
reader-search-intro = Ask a question. You read word for word what the sources say about it, and who says it. Your question is not kept.
reader-question = Your question
reader-search-go = Search the sources
reader-answer = Answer
reader-permalink = Link to this quote
reader-in-chat = Read this in the chat
reader-cite = Cite this
reader-as-text = As text
reader-as-markdown = As Markdown
reader-as-apa = As a footnote (APA)
reader-no-date = n.d.
reader-qr = QR code of the address of this page
reader-ways = How I read
reader-letters = Letters:
reader-letters-1 = normal
reader-letters-2 = larger
reader-letters-3 = very large
reader-colour = Colour:
reader-colour-device = like your device
reader-colour-light = light
reader-colour-dark = dark
reader-colour-sepia = sepia
reader-rest = Rest mode (only what matters most):
reader-rest-on = on
reader-rest-off = off
reader-rest-all = Show everything
reader-aloud = Read aloud
reader-aloud-stop = Stop reading aloud
reader-asks = { $speaker } asks:
reader-puts = { $speaker } asks for a response to:
reader-answers = { $speaker } answers:
reader-states = { $speaker } writes:
reader-basket = Basket
reader-pick = Into my basket
reader-unpick = Out of my basket
reader-basket-full = Your basket is full
reader-basket-intro = Your basket is in the address of this page alone. Keep or share that address: whoever opens it sees the same quotes.
reader-basket-empty = Your basket is empty. Choose “Into my basket” below a quote.
reader-basket-many = A basket holds { $count } quotes. The address had more. You don’t see those here.
reader-basket-odd = Part of the address is not a quote. I leave that out.
reader-basket-missing = This quote isn't there, or not any more.
reader-basket-failed = I can’t get the quotes now. Please try again later.
reader-basket-script = On this site I can show your basket only with JavaScript. Switch it on, or open the quotes one by one.
reader-basket-up = Up
reader-basket-down = Down
reader-basket-clear = Empty my basket
reader-cite-all = Cite all of it
reader-copy = Copy
reader-copied = Copied
reader-print = Print this
reader-paper-title = Literal quotes on ME/CFS
reader-references = Sources
reader-not-found = There is no such page
reader-not-found-why = Perhaps the text of a source has changed. Or a letter of the address is missing.
reader-changed = This text has changed
reader-changed-why = This quote is no longer there in these words. Here you see what was said then, and what is said now.
reader-former = What was here before
reader-then = { $speaker }, then (until { $date }):
reader-then-asked = { $speaker } then asked (until { $date }):
reader-then-put = { $speaker } then asked for a response to (until { $date }):
reader-now = { $said }, now{ $version }:
reader-version = version of { $date }
reader-now-nothing = There is nothing in its place now.
reader-footer = All quotes are word for word. These pages keep nothing and use no cookies. Danger to life? Call 112. Urgent, but no danger to life? Call the GP (huisarts) or the out-of-hours GP (huisartsenpost).

## Told to Telegram

bot-description = Ask a question about ME/CFS in Dutch. I show word for word what my sources say about it, and who says it. I make nothing up and keep no questions. I am not a doctor.
bot-short-description = Quotes word for word what sources say about ME/CFS. You also see who says it.
command-start = Begin
command-help = How it works
command-bronnen = What I read, and by whom
command-begrippen = Words from my sources
command-vraag = Ask a question
command-bron = Find the source for a message (reply to it)
command-controleer = Is a quote right?
command-instellingen = Settings of this group
command-diagnose = What I can do and see here
command-rust = Less to read
command-taal = Language, taal
command-vergeet = Forget what we talked about
command-privacy = What I keep

## Told to whoever runs the bot

operator-started = Bronwijzer is listening as @{ $username }. Stop: Ctrl-C.
operator-wrong-token = Telegram does not know this BOT_TOKEN (401). Copy it again from @BotFather, and check that it is complete.
operator-second-instance = A bot with this BOT_TOKEN is running already (409). Stop it first: Telegram gives messages to one at a time.
operator-webhook = Telegram sends this bot's messages to a webhook (409): another bot with this BOT_TOKEN asked for that. Stop it, and start again.
operator-unreachable = Telegram can't be reached at { $address }. Check the internet connection and TELEGRAM_API_ROOT.
operator-trying-on = The bot keeps trying.
operator-refused = Telegram refused { $method } ({ $code }: { $description }).

## Terminal

terminal-building = Building the index
terminal-prompt = Your question:
terminal-welcome = Hello! Ask a question about ME/CFS. You will see word for word what the sources say about it, and who says it. Type /help for more, or Ctrl-D to stop.
terminal-telegram = Would you like this in Telegram? Put BOT_TOKEN in .env (see README) and start again.
terminal-help = Type your question in plain words, or ask further: “why?”, “more”, “and the other side?”.

    /bronnen: what I read, and whose it is
    /begrippen: words from my sources
    /vergeet: I forget what we were talking about
    /privacy: what I keep
    Ctrl-D: stop

    I am not a doctor and give no advice. Danger to life? Call 112. Urgent, but no danger to life? Call the GP (huisarts) or the out-of-hours GP (huisartsenpost).
terminal-privacy = I keep nothing. { $sends ->
    [yes] The words of your question also go to a second program. It is named in the settings (RERANKER_URL). It may be on another computer.
   *[no] Everything happens on this computer, and your questions go nowhere.
  } When you stop, I forget your questions.
terminal-forgotten = I have forgotten what we were talking about.
terminal-unknown = I don't know that command. Just type your question, or /help.
terminal-goodbye = Goodbye.

## The desk of editors

desk-name = Bronwijzer's desk
desk-skip = To the content
desk-navigation = Desk
desk-footer = You work in a copy. Users see none of it until you publish.
desk-other-language = Nederlands
desk-login = Log in
desk-log-out = Log out
desk-password = Password
desk-login-wrong = That is not the password.
desk-login-later = Too many wrong passwords. Try again in a minute.
desk-not-done = That did not work
desk-not-found = This page is not there.
desk-failed = Something went wrong, and nothing was changed. Whoever started the desk sees what it was.
desk-form-broken = What arrived isn't complete, so nothing was done. Go back, and send it again.
desk-too-large = This is too large to send.
desk-typed = What you had filled in
desk-stale = Somebody got there first
desk-stale-why = While you were working, { $path } changed: { $what }. Nothing of yours is saved yet.
desk-stale-changed = This is what changed
desk-stale-back = Back, to do it again
desk-done-saved = Saved.
desk-done-undone = Undone.
desk-done-removed = Removed.
desk-nav-start = Sources
desk-problems = Not right yet
desk-incoming = Not ready yet
desk-documents = Sources in your copy
desk-document = Source
desk-publisher = By
desk-passages = Passages
desk-questions = Questions
desk-to-do = To do
desk-few-questions = { $few ->
    [one] One passage
   *[other] { $few } passages
  } with fewer than { $least } questions
desk-ready = Ready
desk-history = What was done
desk-undo = Undo: { $what }
desk-taken-over = took over what was published meanwhile
desk-when = { DATETIME($date, dateStyle: "medium", timeStyle: "short") }
desk-next-problems = There { $count ->
    [one] is one mistake
   *[other] are { $count } mistakes
  } in your copy. Put that right first.
desk-next-incoming = { $count ->
    [one] One source waits for you. Check it.
   *[other] { $count } sources wait for you. Check them.
  }
desk-next-questions = “{ $title }” has { $count ->
    [one] one passage
   *[other] { $count } passages
  } with few questions. Write some.
desk-next-publish = Your copy is ready to be tried and published.
desk-next-import = Everything is ready. You can add a source.
desk-nav-trial = Try
desk-nav-publish = Publish
desk-trial-what = Put a question to what is published and to your copy. You see both answers side by side.
desk-trial-questions = Questions
desk-trial-hint = One question a line, { $most } at most. They are not kept.
desk-trial-ask = Ask both
desk-trial-answers = Answers
desk-trial-same = Your copy gives the same answer:
desk-trial-before = Now
desk-trial-after = Then
desk-trial-all = All test questions
desk-trial-all-what = Of these questions it is known which passage answers them. Questions about new passages are asked too. This takes a few minutes.
desk-trial-start = Ask all test questions
desk-trial-stop = Stop
desk-trial-opening = Please wait: your copy is being made ready. The first time takes a few minutes.
desk-trial-failed = An error stopped the trial:
desk-trial-progress = { $asked } of { $all } questions asked.
desk-trial-stale = Your copy has changed since this trial. Do it again.
desk-trial-differences = { $count ->
    [0] No answer differs.
    [one] One answer differs.
   *[other] { $count } answers differ.
  }
desk-trial-worse = Worse
desk-trial-better = Better
desk-trial-new = From a new source: see for yourself whether it is right
desk-trial-other = Different, no better or worse
desk-outcome-answered = An answer
desk-outcome-related = No answer, but something related
desk-outcome-no_answer = No answer
desk-publish = Publish
desk-publish-changes = What changes
desk-publish-same = Your copy is the same as what users get now.
desk-publish-what = Before it is published, everything is checked. Your copy must also answer its own example questions. Only then does it go to the bot.
desk-publish-try = Try your copy first
desk-publish-new = new, { $count ->
    [one] one passage
   *[other] { $count } passages
  }
desk-publish-gone = gone
desk-publish-text = { $changed ->
    [one] one passage
   *[other] { $changed } passages
  } changed, { $went } gone, { $came } new
desk-publish-beside = same text, other questions or data
desk-publish-running = Checking and publishing. This takes a few minutes. This page refreshes itself.
desk-publish-failed = It could not be published. Nothing has changed.
desk-publish-edited = Your copy has changed meanwhile. Nothing was published. See below what changes now, then publish.
desk-publish-mistakes = Nothing was published. This is not right yet:
desk-publish-unasked = Nothing was published. “{ $title }” has no example question yet, so nothing shows that the bot finds this source.
desk-publish-not-found = Nothing was published. Only { $right } of { $of } example questions find their passage. See under Questions which passages are hard to find.
desk-publish-not-declined = Nothing was published. Only { $right } of { $of } questions without an answer get no answer. The bot would say something too often.
desk-publish-meanwhile = Nothing was published. These files were changed by other ways, too. If you publish all the same, what is in your copy counts.
desk-publish-insist = Publish my copy all the same
desk-publish-done = Published.
desk-back-title = Back
desk-back-what = Puts back what was there before it was last published. Your copy stays as it is. Pressing once more undoes it.
desk-back = Put back
desk-back-done = Put back.
desk-bot-none = No bot runs here now. It will use this when it starts.
desk-bot-database = Bots that answer from the database use it within a minute.
desk-bot-taken = The bot uses it already.
desk-bot-waiting = The bot is about to take it over. This page refreshes itself.
desk-bot-signal = The bot does not know yet. Ask whoever runs it to reload it.
desk-bot-refused = The bot refused it, and answers as before. Ask whoever runs it to look in the log.
desk-commit = Recorded in git as { $id }.
desk-commit-failed = It could not be recorded in git:
desk-update-title = New version of “{ $title }”
desk-update-what = Give the new text. You see first what changes. Questions move along, and old links will show what was said then.
desk-update-file = File
desk-update-address = Or an address
desk-update-address-hint = Only if you choose no file.
desk-update-nothing = Choose a file, or fill in an address.
desk-update-published = Date of this version, if it has one
desk-update-compare = Compare
desk-update-stayed = { $count ->
    [one] One passage stays
   *[other] { $count } passages stay
  } word for word the same.
desk-update-changed = Changed
desk-update-went = Gone
desk-update-came = New
desk-update-moves = Its questions move along. Read whether they still fit.
desk-update-heir = The questions of this passage go to
desk-update-no-heir = nobody: they are dropped
desk-update-edit = Mend the new text
desk-update-text = Text
desk-update-check = Check again
desk-update-save = Put it in my copy
desk-update-keep = Mend the text below. If something is right after all, write above it, on a line of its own: <!-- keep -->
desk-update-done = new version of { $title }
desk-nav-import = Add a source
desk-import-what = Choose a file (Word, ODT, PDF, a web page, Markdown or text), or give an address. It stays on this computer.
desk-import-file = File
desk-import-address = Or an address
desk-import-encoding-why = Are the letters wrong?
desk-import-encoding = How the letters of a text file are written
desk-import-encoding-found = find out
desk-import-read = Read it
desk-import-nothing = First choose a file, or give an address that begins with https://.
desk-imported = “{ $title }” read
desk-about = About “{ $title }”
desk-about-what = This was found in the file. Fill in what wasn't there, and see whether it is right.
desk-about-changed = facts of { $id } changed
desk-about-save = Save, and on to the text
desk-masked = { $count ->
    [one] One e-mail address or tracking link was
   *[other] { $count } e-mail addresses or tracking links were
  } masked, in the kept source too.
desk-textless = { $count ->
    [one] Page { $pages } has no letters.
   *[other] Pages { $pages } have no letters.
  } If there is text in a picture, it is not included.
desk-left-out = { $count ->
    [one] One bit of text of the page was
   *[other] { $count } bits of text of the page were
  } left out, such as a menu. See whether any of it belongs to the text.
desk-field-title = Title
desk-hint-title = As it stands with every quote.
desk-field-publisher = Whose text is this?
desk-hint-publisher = The full name of the organisation or person.
desk-field-abbreviation = Short name
desk-hint-abbreviation = What the bot calls them: “NVK”. Empty: the full name.
desk-field-url = Address
desk-hint-url = Where people can read the text. Empty if there is none.
desk-field-published = Date
desk-hint-published = The day of this text. Empty if it is not known.
desk-field-publishedNote = About the date
desk-hint-publishedNote = For instance: “De pagina noemt geen datum.” May be empty.
desk-field-retrieved = Received on
desk-hint-retrieved = The day on which you got or saved the text.
desk-field-permissionNote = By what right is it quoted?
desk-hint-permissionNote = For instance: “Citaten met bronvermelding (artikel 15a Auteurswet).”
desk-speakers = Who speaks?
desk-speakers-hint = In a plain text, its author. In an interview there are more: look closely at who asks and who answers. Add whoever the text quotes, too.
desk-speakers-go-on = A paragraph without a name before it is by whoever spoke before.
desk-speaker = Speaker { $number }
desk-speaker-name = Name
desk-speaker-role = What do they do?
desk-role-author = write, or are quoted
desk-role-asks = ask
desk-role-answers = answer
desk-speaker-labels = How do you see that they are speaking?
desk-speaker-labels-hint = The beginning of the paragraph, with its colon, on a line of its own: “NVK:”. A heading begins with “# ”.
desk-to-about = Facts and speakers
desk-to-text = Edit the whole text
desk-to-questions = Now write questions for this source
desk-to-publish = Publish
desk-questions-make = “{ $title }”: write questions, as { $few ->
    [one] one passage has too few
   *[other] { $few } passages have too few
  }
desk-quoted-who = Who says this?
desk-quoted = This person says it
desk-speakers-one = One writer? Then there is nothing to do here.
desk-about-edges = This is above or below the text of the pages. It may tell whose text it is, and from when.
desk-publish-unasked-yet = “{ $title }” has no example question yet. It can’t be published like that.
desk-to-update = New version
desk-accept = Right: put it into my copy
desk-remove = Throw away
desk-look-at = { $count ->
    [one] There is one thing to look at. It is
   *[other] There are { $count } things to look at. They are
  } at the passage that has a red edge.
desk-look-accept = Read whether each piece agrees with the source beside it. Then put the text into your copy.
desk-look-fine = Beside each piece of the source is how it will be quoted: { $count ->
    [one] one passage
   *[other] { $count } passages
  }.
desk-line = Source, line { $first }
desk-lines = Source, lines { $first } to { $last }
desk-says = { $role ->
    [asks] { $speaker } asks
    [answers] { $speaker } answers
   *[author] { $speaker } says
  }
desk-kind-paragraph = Paragraph
desk-kind-item = Item of a list
desk-kind-h1 = Title
desk-kind-h2 = Heading
desk-kind-h3 = Smaller heading
desk-kind-h4 = Still smaller heading
desk-omitted = Left out: { $reason }
desk-restore = Include it after all
desk-edit = Edit
desk-edit-this = Edit: { $begin }
desk-merge = Join with the next
desk-keep = This is fine
desk-bind = Never without the next
desk-bound = Is never quoted without the next passage.
desk-piece = Edit a passage
desk-piece-text = Text
desk-piece-hint = You may fix lines, hyphens and punctuation, but change no letter or digit. An empty line makes two passages of it.
desk-piece-kind = What is it?
desk-save = Save
desk-back-to-text = Back to the text
desk-differs = A letter or digit differs from the source. Struck through is gone, underlined is new. Nothing was saved.
desk-split = Split
desk-split-before = Split before “{ $begin }”
desk-who-says = Who says this?
desk-omit = Leave out
desk-omit-why = Why is this not part of the text?
desk-omit-reason = Not part of the text.
desk-omit-do = Leave out
desk-omit-shared = In the source, this is on one line with other text. Only whole lines can be left out.
desk-text = The whole text
desk-text-hint = With “## ” before a heading and “- ” before an item of a list. An empty line divides two passages. Who speaks can be put above: <!-- speaker: name -->.
desk-did-edit = “{ $begin }” edited
desk-did-merge = “{ $begin }” joined with the next
desk-did-split = “{ $begin }” split
desk-did-omit = “{ $begin }” left out
desk-did-keep = “{ $begin }” approved
desk-did-speaker = said who says “{ $begin }”
desk-did-bind = “{ $begin }” bound to the next
desk-did-restore = included something of { $id } after all
desk-did-text = text of { $id } edited
desk-did-accept = { $id } put into the copy
desk-did-remove = { $id } thrown away
desk-tour = Tour
desk-tour-step = Welcome. Step { $step } of { $of }
desk-tour-start = Here are your sources, and what is left to do. You work in a copy: nobody sees any of it until you publish, and every step can be taken back.
desk-tour-import = Give a file or an address here. The text is cut into passages, and you check whether everything is right.
desk-tour-questions = Write questions for each passage, as people type them. You see which passages are still hard to find.
desk-tour-trial = Ask what is published and your copy here. You see what changes.
desk-tour-publish = Done? Here your copy takes its place. Everything is checked first, and one button goes back.
desk-tour-next = Next step
desk-tour-skip = Skip
desk-tour-end = Start
desk-fault-address = { $name } is not the address of a page. Such an address begins with https://, and has no password in it.
desk-fault-archive = { $name } holds other files. Unpack them, and choose them one by one.
desk-fault-broken-off = { $name } broke off halfway. Try again.
desk-fault-damaged = { $name } is damaged, or not what its name says. Open it in a program, save it again, and choose that.
desk-fault-empty = { $name } holds no text.
desk-fault-encoding = The letters of { $name } are written in a way that is not known here. Save it as UTF-8.
desk-fault-heavy = { $name } takes too long to read. Open it in a program, save it again, and choose that.
desk-fault-large = { $name } is too large. Save the text alone, without pictures.
desk-fault-locked = { $name } is locked with a password, or from an old version of Word. Save it as docx without a password, and choose that.
desk-fault-login = { $name } is only for those who log in. Open it in your browser, save the page as a file, and choose that.
desk-fault-long = { $name } holds more text than one source may have. Divide it, for example by chapter, and choose the parts one by one.
desk-fault-nested = { $name } has lists or boxes inside each other, hundreds deep. Save the text alone, and choose that.
desk-fault-no-text = { $name } is not text. Choose a docx, odt, pdf, html, md or txt.
desk-fault-packed = { $name } arrives packed. Save the page as a file, and choose that.
desk-fault-private = { $name } is a computer in a private network. Nothing is fetched from there. Save the page as a file.
desk-fault-redirects = { $name } keeps sending us on. Give the address where your browser ends up.
desk-fault-scan = { $name } is a scan: pictures without text. Let a program turn it into text first (OCR).
desk-fault-status = { $name } can't be fetched. See whether the address is right.
desk-fault-unbroken = { $name } has a very long piece without an empty line or a full stop. Put one where something new begins, and choose it again.
desk-fault-unpacks = { $name } holds more text than any document. Save the text alone.
desk-fault-unreachable = { $name } can't be reached. See whether there is internet and the address is right.
desk-own-words = { $speaker } says this
desk-problem-broken-word = A word is broken here by the end of a line. Press Edit, and write it as one.
desk-problem-bullet = There is a bullet in the text. Press Edit, take it away, and choose “Item of a list”.
desk-problem-carried-over = Nothing says here who speaks. Is it always whoever spoke before? Then tick the box at the end of Facts and speakers. If not, press Edit, and choose who says it.
desk-problem-ending = Nothing says here who speaks, and the interview seems to end. Say who it is.
desk-problem-english = This is English. Leave it out, or press “This is fine”.
desk-problem-footer = This looks like what is above or below a page. Is that right? Then leave it out.
desk-problem-heading = This looks like a heading. Press Edit, and choose “Heading”.
desk-problem-unnamed = Who answers has no name yet. Write it at Facts and speakers.
desk-problem-interview = This looks like an interview, but there is only one speaker. Say at Facts and speakers who asks and who answers.
desk-problem-lost-letter = A letter is lost here. Read the file again, and choose something else at “Are the letters wrong?”.
desk-problem-markup = There is more than plain text here, such as a table, a link or a sign for markup. Write it as plain text.
desk-problem-quoted = Somebody is quoted here. Say at this passage who it is, or that the writer says it.
desk-problem-table = This looks like a whole table in one passage. Press Edit: put every row on a line of its own, with an empty line between.
desk-problem-unfaithful = The text has other letters or digits than the source.
desk-problem-unknown-label = This begins like a speaker, but is not like that at Facts and speakers. Add it there, exactly as it is here.
desk-problem-unlabelled = Nothing says here who speaks, and it may be another than before. Say at Facts and speakers how they are known, or press Edit and choose who says it.

desk-nav-questions = Questions
desk-questions-what = A passage is found well with { $least } questions or more, by more than one writer. The weakest passages come first.
desk-questions-measure = Measure how well each passage is found
desk-questions-measuring = Measuring: { $done } of { $all } questions.
desk-questions-not-measured = Measuring failed. See at Sources whether something is still wrong.
desk-questions-stale = Your copy has changed since this was measured. Measure again.
desk-passage = Passage
desk-found = Found, without questions by the same writer
desk-taken = Questions of other passages that end up here
desk-lost = { $count ->
    [one] One question ends
   *[other] { $count } questions end
  } up at another passage
desk-takes = { $count ->
    [one] One question of another passage ends
   *[other] { $count } questions of other passages end
  } up here
desk-drafts-of = Questions for “{ $title }”
desk-drafts-waiting = { $count ->
    [one] One proposal
   *[other] { $count } proposals
  } to judge
desk-drafts-enough = Every passage has { $least } questions or more, or is a short item of a list.
desk-drafts-make = New questions
desk-drafts-which = { $count ->
    [one] This is about one passage.
   *[other] This is about the { $count } passages with the fewest questions.
  }
desk-drafts-by-model = Have { $model } propose questions
desk-drafts-no-model = No language model is set. Give this prompt to any language model, or think of questions yourself.
desk-drafts-prompt = Prompt to copy
desk-drafts-paste = Paste the reply here
desk-drafts-write = Paste the reply here, or write questions yourself: one a line
desk-drafts-from = Who or what thought of them?
desk-drafts-check = Check them
desk-drafts-back = All questions for this source
desk-questions-back = All passages
desk-drafts-off-topic = No passage answers it
desk-drafts-gone = This passage has changed meanwhile
desk-drafts-who = Your name
desk-drafts-letter = Letter of the writer. Give each person and each language model a letter of its own.
desk-drafts-doubted = { $count ->
    [one] One draft with something against it
   *[other] { $count } drafts with something against them
}
desk-drafts-accept = Accept those that are ticked, and leave the rest
desk-drafts-accept-all = Accept those that are ticked, and drop the rest
desk-drafts-discard = Throw all proposals away
desk-drafts-take = Accept: { $question }
desk-drafts-words = Words of: { $question }
desk-drafts-accepted = { $count ->
    [one] one question
   *[other] { $count } questions
  } accepted for { $id }
desk-doubt-repeats = This question is there already, or nearly: { $passage }
desk-doubt-measured = The bot is measured with this. It can't be accepted.
desk-doubt-nearer = This passage is found before it: { $passage }
desk-doubt-own-words = These are mostly words of the passage itself.
desk-doubt-unanswered = The passage doesn't seem to answer this. Read it again.
desk-doubt-answered = This passage does seem to answer it: { $passage }
desk-draft-busy = Working. This may take some minutes; you can go away and come back.
desk-draft-none = There are no questions in this reply. Ask again, with the whole prompt.
desk-draft-not-checked = The proposals couldn't be checked. See at Sources whether something is still wrong.
desk-draft-unreachable = The language model can't be reached. Is it running?
desk-draft-late = The language model took too long. Try it with one passage.
desk-draft-key = The language model doesn't know the key. Have DRAFT_KEY looked at.
desk-draft-not-found = There is no language model of this name at this address. Have DRAFT_URL and DRAFT_MODEL looked at.
desk-draft-overloaded = The language model takes no more questions for now. Try again later.
desk-draft-refused = The language model refused. Try again later, or paste the reply of another language model.
desk-draft-not-understood = What is at DRAFT_URL is not a language model. Have the address looked at.
desk-stale-elsewhere = somebody else has done this already
desk-nav-reports = Reports
desk-reports-what = Users reported this with “Not right?”. They saw what would be kept, and agreed. Who they are, we do not know.
desk-reports-none = There are no reports.
desk-reports-damaged = { $count ->
    [one] One line cannot be read, and is left out here.
   *[other] { $count } lines cannot be read, and are left out here.
  }
desk-reports-back = All reports
desk-report = A report
desk-report-question = The question
desk-report-no-question = The question was not kept
desk-report-shown = What was quoted
desk-report-passage-gone = Piece { $id } is no longer there.
desk-report-answered-before = There was such a report before. On { DATETIME($date, dateStyle: "long") }, { $who } found it right: { $why }
desk-report-make = Make it an example question
desk-report-no-doubt = Nothing speaks against it. You can add the question.
desk-report-doubt = Read this first. If the question is right after all, add it.
desk-report-words = The question, as it gets into your copy
desk-report-words-hint = Take out names, places and anything else that could identify somebody. You may put the question in other words.
desk-report-passage = Which piece answers this question?
desk-report-choose = Choose a piece
desk-report-take = Add the question
desk-report-from = from a report
desk-report-made = question from a report added { $id ->
    [none] among those that nothing answers
   *[other] at { $id }
  }
desk-report-fine = It is right
desk-report-fine-hint = The user gets no answer, as we do not know who it is. Whoever reads the next report on this piece does see it. The question is not kept.
desk-report-why = Why is it right?
desk-report-fine-do = It is right, done with this report
desk-report-remove-what = The report disappears from this computer. This cannot be undone.
desk-report-remove = Throw this report away
desk-nav-judge = Judge
desk-report-judge = Judge which pieces answer this message
desk-judge-what = Read a message, and say of ten pieces how well they answer it. With one half of the messages we measure the bot, from the other it learns.
desk-judge-count = Judged here: { $measured } to measure with, { $learned } to learn from.
desk-judge-waiting = { $count ->
    [0] No messages are waiting
    [one] One message is waiting
   *[other] { $count } messages are waiting
  }
desk-judge-from-report = from a report
desk-judge-from-editor = typed in
desk-judge-add = Type in messages yourself
desk-judge-messages = Messages
desk-judge-messages-hint = One a line, as people type them. Nothing that could identify somebody.
desk-judge-begin = Begin
desk-judge-one = Judge this message
desk-judge-known = There is a message like this already. You can skip it.
desk-judge-not-found = The pieces could not be looked for. See under Sources whether something is still wrong.
desk-judge-back = All messages
desk-judge-skip = Skip this one
desk-judge-report = To the report
desk-judge-remove = Throw this message away
desk-judge-how = The pieces are in the order of the sources. Give each a number: 0 has nothing to do with it, 1 touches it, 2 helps, 3 answers it. The keys 0 to 3 do so too, and go on to the next.
desk-judge-passage = Piece { $number } of { $of }: { $speaker }
desk-grade-0 = 0: nothing
desk-grade-1 = 1: touches it
desk-grade-2 = 2: helps
desk-grade-3 = 3: answer
desk-judge-other = Is the answer in another piece?
desk-judge-no-other = No
desk-judge-message = The message, as it is kept
desk-judge-message-hint-report = Take out names, places and anything else that could identify somebody. The report disappears after this.
desk-judge-message-hint-editor = Take out anything that could identify somebody.
desk-judge-save = Save, and on to the next
desk-judged = judged: { $message }
desk-problem-other = Something is wrong here that cannot be put right at this desk. Tell whoever runs the bot:
desk-problem-bound = Two pieces that belong together no longer follow each other. Ask whoever runs the bot to change this.
desk-problem-control = There is an invisible character here. Take away the words around it, and type them again.
desk-problem-empty = This source has no text. Read the file in again.
desk-problem-field = { $detail ->
    [title] There is no title, or it has an invisible character in it. Fill it in under Facts and speakers.
    [publisher] It is not said whose text this is. Fill it in under Facts and speakers.
    [abbreviation] There is no short name. Fill it in under Facts and speakers.
    [url] The address is wrong. Write all of it, such as https://www.example.org/leaflet, or make it empty.
    [published] The date is wrong. Write it as 2025-05-22, or make it empty.
    [publishedNote] There is an invisible character in the note on the date. Type it again.
    [retrieved] The day on which you got the text is wrong. Write it as 2025-05-22, or make it empty.
    [permissionNote] It is not said why you may quote this. Fill it in under Facts and speakers.
    [language] The bot only quotes texts in Dutch.
    [speakers] Something is wrong with a speaker. Under Facts and speakers, give each a name.
    [labels] What a speaker is recognised by is wrong. Each line ends in a colon, such as “NVK:”, or begins with “# ”.
    [links] An address in this text is wrong.
    [omissions] A line is left out that is not there. Read the file in again.
   *[other] The facts of this source are wrong. Read the file in again.
  }
desk-problem-large = This file is too large. Divide it into several sources.
desk-problem-leak = The bot is measured with this question, or with one that looks nearly the same. Do not take it: “{ $detail }”
desk-problem-no-passage = { $detail ->
    [none] A list beside the sources has a piece that is no longer there.
   *[other] “{ $detail }” has a piece that is no longer there.
  } Ask whoever runs the bot to change this.
desk-problem-no-sentence = No sentence begins with “{ $detail }” any more. Ask whoever runs the bot to change this.
desk-problem-not-named = “{ $detail }” is no longer in the text that belongs to it. Ask whoever runs the bot to change this.
desk-problem-one-side = On “{ $detail }”, only one side is left now. Ask whoever runs the bot to change this.
desk-problem-orphaned = There are questions here for a piece that is not there like this. Ask whoever runs the bot to change this.
desk-problem-too-long = This piece is too long to be found well. Press Edit, and split it, for instance after “{ $detail }”.
desk-problem-unknown-speaker = “{ $detail }” is not a speaker of this source. Choose who says it under Edit, or add that person under Facts and speakers.
