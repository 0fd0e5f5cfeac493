### Everything that Bronwijzer says, in Dutch. Plain, warm, short (B1). en.ftl is its twin: the same keys.

## Around a quote

asked-by = Vraag van de { $asker }:
put-by = De { $asker } legde dit voor:
list-intro = Uit een lijst die zo begint:
read-elsewhere = lees het hier
question-not-answer = Dit zegt de { $asker } zelf, in een vraag aan de { $answerer }:
said-answering = { $speaker }, in antwoord op de { $asker }
said-asking = { $speaker }, vraag aan de { $answerer }
source = Bron: { $title } ({ $publisher }, { $date })
date = { DATETIME($date, dateStyle: "long") }
undated = ongedateerd
permalink = link naar dit citaat
whole-quote = Het hele citaat:
part-before = […] Deel { $part } van { $parts }, het citaat begon eerder:
part-after = […] Deel { $part } van { $parts }, het citaat gaat verder.
quote-too-long = Dit stuk is te lang om hier heel te laten zien. Een deel ervan zou een verkeerd beeld geven. Lees het bij de bron.

## Around an answer

asked = Vraag: { $question }
understood-as = Ik lees je vraag zo: { $question }
related = Geen direct antwoord. Dit komt het dichtst in de buurt:
less-certain = Minder zeker. Dit komt ook in de buurt:
speaking = { $speaking ->
    [one] { $speaking } van de { $all } bronnen zegt hier iets over.
   *[other] { $speaking } van de { $all } bronnen zeggen hier iets over.
  }
no-answer = Hier vind ik geen antwoord op in mijn bronnen.
no-question = Ik zie geen vraag in je bericht. Typ je vraag gewoon als zin, bijvoorbeeld: wat is PEM?
nearest = Misschien heb je hier wat aan:
covered = Mijn bronnen: { $sources }. Met /bronnen zie je waar ze over gaan.
request-diagnosis = Ik kan niet zeggen wat jij of iemand anders heeft. Ik citeer alleen mijn bronnen. Vraag het je arts.
request-dose = Over doseringen kan ik niets zeggen. Ik citeer alleen mijn bronnen. Vraag het je arts of apotheker.
request-opinion = Een eigen mening heb ik niet. Ik citeer alleen mijn bronnen.
text-changed = De tekst van deze bron is veranderd. Dit citaat staat er niet meer zo in.

## Buttons

read-on = Lees verder
read-on-in = Verder: { $source }
read-rest = De rest
read-section = Lees { $number }
previous = ‹ Vorige
next = Volgende ›
position = { $position } van { $all }
further = Verder
other-side = Andere kant
more = Meer
back = Terug
share = Deel
share-text = { $sayer }, in “{ $title }”

## Private chat

start = Dag! Ik ben Bronwijzer. Stel me een vraag over ME/CVS en ik laat zien wat mijn bronnen erover zeggen: letterlijk, met erbij wie het zegt.

    Ik bedenk zelf niets. Staat het antwoord er niet in, dan zeg ik dat. Ik ben geen arts.

    Typ je vraag, of probeer er een:
help = Typ je vraag in gewone woorden. Ik zoek de stukken die erbij passen en citeer ze letterlijk.

    Begrijp je iets niet, vraag dan door: “waarom?” of “en bij kinderen?” mag ook. Je vraag verbeteren kan: bewerk je bericht, dan pas ik mijn antwoord aan.

    /bronnen: wat ik lees, en van wie
    /rust: minder lezen, alleen het belangrijkste
    /taal: Nederlands of Engels
    /vergeet: ik vergeet waar we het over hadden
    /privacy: wat ik bewaar

    Ik ben geen arts en geef geen advies. Is er spoed, bel dan 112.
privacy = Ik bewaar je vragen niet. Ze staan in geen bestand en in geen logboek.

    Zoeken gebeurt op de computer waar ik draai, met een eigen taalmodel. Je vraag gaat naar geen andere dienst. Telegram zelf ziet je berichten wel.

    Om “waarom?” te begrijpen onthoud ik je laatste vragen hooguit { $minutes } minuten, alleen in het geheugen. /vergeet wist ze meteen. Alleen je keuze voor taal en rustmodus bewaar ik, met het nummer van deze chat.
sources = Ik lees { $count ->
    [one] één bron.
   *[other] { $count } bronnen.
  } Meer weet ik niet.
source-address = Adres: { $address }
source-no-address = Adres: niet bekend
source-passages = { $count } stukjes tekst. Waar het over gaat:
source-questions = { $count } stukjes tekst. Dit vroeg de { $asker }, of legde de { $asker } voor:
sections-left-out = … en nog { $count }
read-from-top = Lees vanaf het begin
language-choose = In welke taal zal ik praten? De citaten blijven Nederlands.
language-name = Nederlands
language-chosen = Goed, ik praat Nederlands.
rest-on = Rustmodus staat aan: één citaat, het belangrijkste eerst, zonder geluid. Met /rust zet je hem weer uit.
rest-off = Rustmodus staat uit. Je ziet weer alles.
forgotten = Ik ben vergeten waar we het over hadden. Je taal en rustmodus heb ik laten staan.
text-only = Lief dat je dit stuurt, maar ik kan alleen tekst lezen. Wil je je vraag typen?
unknown-command = Die opdracht ken ik niet. Typ gewoon je vraag, of kijk bij /help.
button-too-old = Deze knop werkt niet meer. Stel je vraag gerust opnieuw.
something-wrong = Er ging iets mis aan mijn kant. Probeer het zo nog eens.

## Groups

group-greeting = Dag! Ik ben Bronwijzer. Ik citeer letterlijk wat mijn bronnen over ME/CVS zeggen, en wie het zegt.

    Vraag me iets met /vraag en je vraag, of noem @{ $username } in je bericht. Met /bron als antwoord op een bericht zoek ik de bron daarbij.

    Verder zwijg ik. Ik bewaar geen berichten. Ik ben geen arts.
group-hint = Typ je vraag achter /vraag, of antwoord met /vraag op een bericht.
answer-elsewhere = Hier zeggen mijn bronnen iets over. Lees het in onze eigen chat:
read-elsewhere-button = Lees het antwoord
to-private = Naar onze eigen chat

## In other chats

inline-example = Voorbeeldvraag
inline-document = Bron van { $publisher }
inline-no-answer = Geen antwoord gevonden. Vraag het in onze chat
inline-related = Geen direct antwoord. Vraag door in onze chat
query-forgotten = Wat je zocht weet ik niet meer. Typ je vraag hier gerust nog eens.
guest-title = Bronwijzer
guest-hint = Zet je vraag achter @{ $username }, of noem me in een antwoord op een bericht.

## Told to Telegram

bot-description = Stel een vraag over ME/CVS. Ik laat letterlijk zien wat mijn bronnen erover zeggen, en wie het zegt. Ik bedenk zelf niets en bewaar geen vragen. Ik ben geen arts.
bot-short-description = Citeert letterlijk wat bronnen over ME/CVS zeggen, en wie het zegt.
command-start = Begin
command-help = Hoe het werkt
command-bronnen = Wat ik lees, en van wie
command-rust = Minder lezen
command-taal = Taal, language
command-vergeet = Vergeet waar we het over hadden
command-privacy = Wat ik bewaar

## Told to whoever runs the bot

operator-started = Bronwijzer luistert als @{ $username }. Stoppen: Ctrl-C.
operator-wrong-token = Telegram kent deze BOT_TOKEN niet (401). Kopieer hem opnieuw van @BotFather, en let op of hij heel is.
operator-second-instance = Er draait al een bot met deze BOT_TOKEN (409). Stop die eerst: Telegram geeft berichten maar aan één tegelijk.
operator-webhook = Telegram stuurt de berichten van deze bot naar een webhook (409). Haal die weg met deleteWebhook, en start opnieuw.
operator-unreachable = Telegram is niet bereikbaar op { $address }. Kijk of er internet is en of TELEGRAM_API_ROOT klopt.
operator-refused = Telegram weigerde { $method } ({ $code }: { $description }).

## Terminal

terminal-building = Index maken
terminal-prompt = Je vraag:
terminal-welcome = Dag! Stel een vraag over ME/CVS. Je krijgt letterlijk te zien wat de bronnen erover zeggen, en wie het zegt. Typ /help voor meer, of Ctrl-D om te stoppen.
terminal-telegram = Wil je dit in Telegram? Zet BOT_TOKEN in .env (zie README) en start opnieuw.
terminal-help = Typ je vraag in gewone woorden, of vraag door: “waarom?”, “nog meer”, “en de andere kant?”.

    /bronnen: wat ik lees, en van wie
    /vergeet: ik vergeet waar we het over hadden
    /privacy: wat ik bewaar
    Ctrl-D: stoppen

    Ik ben geen arts en geef geen advies. Is er spoed, bel dan 112.
terminal-privacy = Ik bewaar niets. Alles gebeurt op deze computer, en je vragen gaan nergens heen. Als je stopt, ben ik ze vergeten.
terminal-forgotten = Ik ben vergeten waar we het over hadden.
terminal-unknown = Die opdracht ken ik niet. Typ gewoon je vraag, of /help.
terminal-goodbye = Tot ziens.
