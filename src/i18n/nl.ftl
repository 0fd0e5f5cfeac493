### Everything that Bronwijzer says, in Dutch. Plain, warm, short (B1). en.ftl is its twin: the same keys.

## Around a quote

asked-by = { $asker } vraagt:
put-by = { $asker } vraagt een reactie op:
list-intro = Uit een lijst die zo begint:
read-elsewhere = lees het hier
question-not-answer = Dit zegt { $asker } zelf, in een vraag aan { $answerer }:
question-unanswered = Dit zegt { $asker } zelf, in een vraag:
asks-no-answer = Dit vraagt { $asker } aan { $answerer }:
asks-unanswered = Dit vraagt { $asker }:
said-answering = { $speaker }, in antwoord op { $asker }
said-asking = { $speaker }, vraag aan { $answerer }
said-asking-nobody = { $speaker }, in een vraag
came-from = Wie dit zegt: { $sayer }.
source = Bron: { $title } ({ $publisher }, { $date })
source-own = Bron: { $title } ({ $date })
under-heading = Onder het kopje “{ $heading }”:
date = { DATETIME($date, dateStyle: "long") }
undated = datum onbekend
undated-read = datum onbekend, gelezen op { DATETIME($date, dateStyle: "long") }
one-page = Alles op één pagina
permalink = link naar dit citaat
whole-quote = Het hele citaat:
part-before = […] Deel { $part } van { $parts }, het citaat begon eerder:
part-after = […] Deel { $part } van { $parts }, het citaat gaat verder.
quote-too-long = Dit stuk is te lang om hier heel te laten zien. Een deel ervan kan een verkeerd beeld geven. Lees het bij de bron.

## Around an answer

asked = Vraag: { $question }
understood-as = Ik lees je vraag zo: { $question }
related = Geen direct antwoord. Dit komt het dichtst in de buurt:
further = Dit gaat er ook over. Misschien is het geen direct antwoord:
not-explained = Mijn bronnen leggen dit niet uit. Dit staat er wel:
less-certain = Ik weet minder zeker of dit bij je vraag past:
coverage = Dit komt uit { $shown } van mijn { $all } bronnen.
coverage-all = { $all ->
    [2] Dit komt uit allebei mijn bronnen.
   *[other] Dit komt uit al mijn { $all } bronnen.
  }
coverage-silent = { $others ->
    [one] Hierover vind ik niets in de andere bron.
   *[other] Hierover vind ik niets in de andere { $others } bronnen.
  }
coverage-speak = { $others ->
    [one] De andere bron zegt hier ook iets over.
   *[other] Een andere bron zegt hier ook iets over.
  }
right-before = Vlak daarvoor staat:
right-after = Vlak daarna staat:
also-other-side = Er is ook een andere kant: { $sources }.
term-absent = Mijn bronnen noemen “{ $term }” niet.
side-seen = De andere kant liet ik al zien: { $sources }.
one-side-seen = De ene kant liet ik al zien: { $sources }. Dit is de andere.
voice-one-of = Van de { $kind } komt in mijn bronnen alleen { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  } aan het woord.
voice-one-of-reported = Van de { $kind } noemen mijn bronnen alleen { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  }.
voice-reported = Ik heb geen tekst van { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  } zelf.
voice-reported-by = { $article ->
    [de] De { $speaker }
    [het] Het { $speaker }
   *[none] { $speaker }
  } zegt erover:
voice-silent = Hierover vind ik niets van { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  } in mijn bronnen.
voice-only-asks = { $article ->
    [de] De { $voice }
    [het] Het { $voice }
   *[none] { $voice }
  } stelt hier alleen vragen over. Wat { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  } er zelf van vindt, staat er niet bij.
voice-unknown = Van { $article ->
    [de] de { $voice }
    [het] het { $voice }
   *[none] { $voice }
  } heb ik geen bron.
voice-others = Dit zeggen anderen erover:
no-answer = In mijn bronnen vind ik hier geen antwoord op.
no-answer-either = Ook bij anderen vind ik hier geen antwoord op.
topic = Je vraagt naar: { $topic }
signpost = Hiervoor kun je terecht bij { $help }.
not-believed = Het doet pijn als mensen je niet geloven of niet serieus nemen.
heard = Dat klinkt zwaar. Ik kan alleen citeren wat mijn bronnen schrijven. Wil je iets weten? Vraag het gerust.
told = Dank je dat je dit vertelt. Ik kan alleen citeren wat mijn bronnen schrijven. Wil je iets weten? Vraag het gerust.
keeps-nothing = Ik bewaar je vragen niet: ze staan in geen bestand en in geen logboek. Alles daarover lees je met /privacy.
who-i-am = Ik ben Bronwijzer, een computerprogramma. Ik bedenk zelf niets: ik zoek in mijn bronnen over ME/CVS en citeer ze letterlijk. Met /help zie je wat ik kan, met /bronnen wat ik lees.
which-text = Over welke tekst gaat het? Stuur die mee, of antwoord op het bericht dat je bedoelt.
hello = Dag! Vraag me gerust iets over ME/CVS.
thanks = Graag gedaan. Heb je nog een vraag? Stel hem gerust.
goodbye = Tot ziens! Ik ben er als je weer iets wilt vragen.
no-more = Meer vind ik hierover niet in mijn bronnen. Vraag gerust iets anders, bijvoorbeeld over een behandeling of over kinderen.
more-of-what = Graag! Waarover wil je meer weten? Typ je vraag gewoon als zin, bijvoorbeeld: is ME/CVS te genezen?
about-what = Ik zoek het graag voor je op. Waar gaat je vraag over? Typ hem gewoon als zin, bijvoorbeeld: welke behandeling is er voor ME/CVS?
other-words = Sorry, dan heb ik je verkeerd begrepen. Wil je het in andere woorden vragen?
no-question = Ik zie geen vraag in je bericht. Typ je vraag gewoon als zin, bijvoorbeeld: is ME/CVS te genezen?
nearest = Misschien heb je hier wat aan:
covered = Mijn bronnen: { $sources }. Met /bronnen zie je waar ze over gaan.
request-diagnosis = Ik kan niet zeggen wat jij of iemand anders heeft. Ik citeer alleen mijn bronnen. Vraag het aan je arts.
request-dose = Ik kan niet zeggen welk medicijn je mag nemen, of hoeveel. Ik citeer alleen mijn bronnen. Vraag het aan je arts of apotheker.
request-prescription = Ik kan niet zeggen welk medicijn je kunt voorschrijven, of hoeveel. Ik citeer alleen mijn bronnen. Overleg met een apotheker of een collega met ervaring.
request-choice = Ik kies niet wie er gelijk heeft. Ik laat zien wat mijn bronnen zeggen.
request-opinion = Een eigen mening heb ik niet. Ik citeer alleen mijn bronnen.
text-changed = De tekst van deze bron is veranderd. Dit citaat staat er niet meer zo in.
link-changed = De tekst van een bron is veranderd. Niet elk citaat staat er nog zo in.

## Buttons

read-on = Lees verder
read-on-in = { $source } ›
read-rest = De rest
read-section = Lees { $number }
previous = ‹ Vorige
next = Volgende ›
position = { $position } van { $all }
whole-question = Hele vraag
other-side = Andere kant
more = Meer
back = Terug
share = Deel
share-text = { $sayer }, in “{ $title }”

## Private chat

start = Dag! Ik ben Bronwijzer. Stel me een vraag over ME/CVS. Ik laat zien wat mijn bronnen erover zeggen: letterlijk, en wie het zegt.

    Ik bedenk zelf niets. Staat het antwoord niet in mijn bronnen? Dan zeg ik dat. Ik ben geen arts.

    Typ je vraag, of probeer er een:
help = Typ je vraag in gewone woorden. Ik zoek de stukken die erbij passen en citeer ze letterlijk.

    Begrijp je iets niet? Vraag door, bijvoorbeeld: “waarom?” of “en bij kinderen?”. Wil je je vraag verbeteren? Bewerk je bericht, dan pas ik mijn antwoord aan.

    /bronnen: wat ik lees, en van wie
    /begrippen: woorden uit mijn bronnen
    /controleer: klopt een citaat? Je mag me ook een bericht doorsturen
    /rust: minder lezen, alleen het belangrijkste
    /taal: Nederlands of Engels
    /vergeet: ik vergeet waar we het over hadden
    /privacy: wat ik bewaar

    Ik ben geen arts en geef geen advies. Levensgevaar? Bel 112. Andere spoed? Bel je huisarts of de huisartsenpost.
privacy = Ik bewaar je vragen niet. Ze staan in geen bestand en in geen logboek.

    Ik zoek op de computer waar ik zelf op werk, met een eigen taalmodel. { $sends ->
    [yes] Je woorden gaan ook naar een tweede programma. Dat kijkt welk stuk het best past. Wie mij beheert, heeft het gekozen. Het kan op een andere computer staan. Je naam en je chat gaan niet mee.
   *[no] Je vraag gaat naar geen andere dienst.
  } Telegram zelf ziet je berichten wel.

    Je laatste vragen onthoud ik hooguit { $minutes } minuten, alleen in het geheugen. Zo begrijp ik “waarom?”. Met /vergeet wis ik ze meteen. Dit bewaar ik wel: de instellingen van deze chat, zoals taal en rustmodus. Daar staat het nummer van de chat bij.

    Klopt een citaat niet? Dan kun je dat melden. Ik zeg eerst precies wat ik wil bewaren. Ik doe dat pas als jij het goed vindt.
sources = Ik lees { $count ->
    [one] één bron.
   *[other] { $count } bronnen.
  } Meer weet ik niet.
source-address = Adres: { $address }
source-no-address = Adres: niet bekend
source-passages = { $count ->
    [one] Eén stukje tekst.
   *[other] { $count } stukjes tekst.
  } Waar het over gaat:
source-questions = { $count ->
    [one] Eén stukje tekst.
   *[other] { $count } stukjes tekst.
  } Vragen en uitspraken van { $asker }:
sections-left-out = … en nog { $count }
read-from-top = Lees vanaf het begin
terms = { $count ->
    [one] Mijn bronnen gebruiken één begrip waar je naar kunt vragen.
   *[other] Mijn bronnen gebruiken { $count } begrippen waar je naar kunt vragen.
  } Vraag zo: “wat is …?”
terms-named = Mijn bronnen leggen deze begrippen niet uit:
language-choose = In welke taal zal ik praten? De citaten blijven Nederlands.
language-code = nl
language-name = Nederlands
language-chosen = Goed, ik praat Nederlands.
rest-on = Rustmodus staat aan: één citaat, het belangrijkste eerst, zonder geluid. Met /rust zet je hem weer uit.
rest-off = Rustmodus staat uit. Je ziet weer alles.
forgotten = Ik ben vergeten waar we het over hadden. Je taal en rustmodus heb ik laten staan.
text-only = Dank je, maar ik kan alleen tekst lezen. Wil je je vraag typen?
unknown-command = Die opdracht ken ik niet. Typ gewoon je vraag, of kijk bij /help.
slow-down = Het gaat me even te snel. Wacht { $seconds ->
    [one] één seconde
   *[other] { $seconds } seconden
  }, en probeer het dan gerust opnieuw.
button-too-old = Deze knop werkt niet meer. Stel je vraag gerust opnieuw.
trying-again = Dat lukt nu even niet. Ik probeer het zo zelf nog eens. Je hoeft niets te doen.
something-wrong = Er ging iets mis aan mijn kant. Probeer het zo nog eens.

## Groups

group-greeting = Dag! Ik ben Bronwijzer. Ik citeer letterlijk wat mijn bronnen over ME/CVS zeggen. Je ziet ook wie het zegt.

    Typ /vraag met je vraag erachter, of noem @{ $username } in je bericht. Zoek je de bron bij een bericht? Antwoord met /bron op dat bericht.

    Verder zeg ik niets. Ik bewaar geen berichten. Ik ben geen arts.
group-hint = Typ je vraag achter /vraag, of antwoord met /vraag op een bericht.
answer-elsewhere-others = Wat anderen erover zeggen, lees je in je privéchat met mij:
answer-elsewhere = Mijn bronnen zeggen hier iets over. Lees het in je privéchat met mij:
read-elsewhere-button = Lees het antwoord
to-private = Naar de privéchat

## For a group's administrators

settings = Instellingen van deze groep. Alleen beheerders kunnen ze veranderen.

    1. De taal waarin ik praat. Kies je niets? Dan praat ik in de taal van wie iets vraagt.
    2. Alles laten zien, of rustmodus: één citaat, zonder geluid.
    3. De bronnen die ik hier mag citeren.
    4. Hier antwoorden, of alleen een knop naar de privéchat.
settings-whole = Alles
settings-rest = Rustmodus
settings-here = Antwoord hier
settings-elsewhere = Alleen een knop
settings-done = Klaar
settings-closed = Goed, zo blijft het. Met /instellingen kun je het weer veranderen.
settings-one-document = Eén bron moet aan blijven. Anders kan ik niets citeren.
administrators-only = Dit kunnen alleen beheerders van de groep.
administrators-unknown = Ik kan niet zien of je beheerder bent. Maak mij beheerder, of vraag het later nog eens.
diagnose = Hoe het met mij staat
diagnose-privacy = Privacymodus staat aan. Ik zie hier alleen opdrachten, berichten met mijn naam en antwoorden aan mij. Dat is genoeg.
diagnose-privacy-off = Uitzetten hoeft niet. Wil je het toch: @BotFather, /setprivacy, kies mij, Disable. Haal me daarna uit de groep en voeg me weer toe.
diagnose-sees-all = Privacymodus staat uit. Telegram stuurt mij alle berichten. Ik lees alleen wat aan mij gericht is, en bewaar niets.
diagnose-sees-as-administrator = Ik ben beheerder. Daarom stuurt Telegram mij alle berichten. Ik lees alleen wat aan mij gericht is, en bewaar niets.
diagnose-privacy-on = Het kan met minder: maak me gewoon lid, en zet in @BotFather met /setprivacy de privacymodus aan (Enable).
diagnose-administrator = Ik mag hier schrijven, als beheerder. Gewoon lid zijn is genoeg.
diagnose-member = Ik mag hier schrijven, als gewoon lid. Meer rechten heb ik niet nodig.
diagnose-silenced = Ik mag hier niet schrijven.
diagnose-let-speak = Geef leden, of mij, het recht om berichten te sturen.
diagnose-topics = Deze groep heeft onderwerpen. Ik antwoord in het onderwerp van de vraag, als dat open is.
diagnose-no-topics = Deze groep heeft geen onderwerpen. Dat is goed.
diagnose-inline = Inline-modus staat aan: typ mijn naam en je vraag in elke chat.
diagnose-no-inline = Inline-modus staat uit: mijn naam typen in een andere chat doet niets.
diagnose-set-inline = Aanzetten: @BotFather, /setinline, kies @{ $username }, en typ bijvoorbeeld: je vraag over ME/CVS
diagnose-guest = Gastmodus staat aan: noem me in een chat waar ik niet in zit, en ik antwoord.
diagnose-no-guest = Gastmodus staat uit: in chats waar ik niet in zit, hoor ik niets.
diagnose-set-guest = Aanzetten: @BotFather, kies @{ $username }, Bot Settings, en zoek daar de gastmodus (Guest Mode).
diagnose-no-groups = Ik kan aan geen andere groepen worden toegevoegd.
diagnose-set-groups = Aanzetten: @BotFather, /setjoingroups, kies @{ $username }, Enable.

## In other chats

inline-example = Voorbeeldvraag
inline-document = Bron van { $publisher }
inline-no-answer = Geen antwoord gevonden. Vraag het in de privéchat
inline-related = Geen direct antwoord. Vraag door in de privéchat
query-forgotten = Wat je zocht weet ik niet meer. Typ je vraag hier gerust nog eens.
guest-title = Bronwijzer
guest-hint = Zet je vraag achter @{ $username }, of noem me in een antwoord op een bericht.

## Checking a quote

check-hint = Welk citaat zal ik controleren? Zet het achter /controleer, of antwoord met /controleer op een bericht. Doorsturen mag ook.
check-too-long = Deze tekst is te lang voor mij. Ik kan er hooguit { $limit } tekens van controleren.
check-several = Ik zie { $count } citaten in deze tekst.
check-number = { $number }. “{ $quote }”
check-literal = Letterlijk uit “{ $title }”.
check-almost = Niet letterlijk. Dit lijkt op een stuk uit “{ $title }”, maar de woorden zijn anders.
check-glued = Dit zijn { $count } stukken die in mijn bronnen niet bij elkaar staan.
check-heading = Dit is een kop in “{ $title }”, geen uitspraak.
check-too-short = Dit is te kort. Ik kan niet zeggen van wie het is.
check-not-found = Dit staat niet in mijn bronnen.
check-not-found-means = Het kan wel ergens anders staan. Ik ken alleen mijn eigen bronnen.
check-wrong-source = De naam klopt niet: { $named }. Wie dit zegt: { $speakers }.
check-partly-wrong = De naam klopt niet bij alles: { $named }. Wie dit zegt: { $speakers }.
check-right-source = De naam klopt.
check-reported = Let op: { $named } is hier niet zelf aan het woord. Wie dit zegt: { $speakers }.
check-turns-negation = Let op: een woord als “niet” is weg of erbij. Dat verandert de betekenis.
check-turns-number = Let op: er staat een ander getal.
check-turns-certainty = Let op: een woord als “kan”, “vaak” of “alleen” is weg of erbij. Zo klinkt het zekerder of minder zeker dan in de bron.
check-negation-cut = Let op: in de bron hoort er “{ $word }” bij. Dat woord is weggelaten en verandert de betekenis.
check-elsewhere = { $count ->
    [one] Het staat ook nog op één andere plek.
   *[other] Het staat ook nog op { $count } andere plekken.
  }
check-changed = { $quoted } moet zijn: { $source }
check-added = { $quoted } staat niet in de bron
check-missing = { $source } is weggelaten
check-omitted = Weggelaten: { $source }
check-differences-left-out = … en nog { $count }
check-piece = Stuk { $number }
check-pieces-left-out = … en nog { $count ->
    [one] één stuk
   *[other] { $count } stukken
  }
check-joint-left-out = Hiertussen is iets weggelaten.
check-joint-passages = Het volgende staat op een andere plek.
check-joint-speakers = Het volgende zegt iemand anders.
check-joint-documents = Het volgende staat in een andere tekst.
check-left-out = { $count ->
    [one] Voor één citaat is hier geen plaats meer. Stuur me dat apart.
   *[other] Voor { $count } citaten is hier geen plaats meer. Stuur me die apart.
  }
check-ask = Stel het als vraag
checked-gone = Ik zie de tekst niet meer. Typ je vraag gerust.

## “Klopt niet?”

report = Klopt niet?
report-ask = Wat klopt er niet? Ik bewaar pas iets als jij dat goed vindt.
report-passage = Stuk { $id }: { $beginning }
report-what = Wat er niet klopt: { $kind }
report-kind-passage = Verkeerd stuk
report-kind-speaker = Verkeerde spreker
report-kind-no-answer = Dit is geen antwoord
report-kind-other = Iets anders
report-keep = Je naam, deze chat en de tijd bewaar ik niet. Dit wil ik wel bewaren, voor de redactie:
report-question = Je vraag:
report-question-ask = Mag ik je vraag erbij bewaren? Dat helpt om het te verbeteren.
report-no-question = Je vraag weet ik niet meer. Die bewaar ik dus niet.
report-never-question = Je vraag bewaar ik nooit.
report-enough = Je hebt vandaag al veel gemeld. Dank je wel. Morgen kan het weer.
report-question-gone = Ik zie je vraag niet meer. Kies “Zonder mijn vraag”.
report-keep-it = Bewaar dit
report-keep-question = Bewaar het met mijn vraag
report-keep-no-question = Zonder mijn vraag
report-keep-nothing = Laat maar
report-kept = Dank je wel. Dit heb ik bewaard:
report-nothing-kept = Goed, ik bewaar niets.

## Pages

reader-name = Bronwijzer
reader-menu = Bronnen
reader-home = Bronnen over ME/CVS
reader-intro = Hier lees je de bronnen die Bronwijzer citeert: helemaal, en letterlijk. Bij elk stuk staat wie het zegt. Bronwijzer is geen arts.
reader-skip = Naar de tekst
reader-navigation = Menu
reader-topics = Waar gaat het over?
reader-topics-intro = Vragen waar deze bronnen iets over zeggen. Kies een vraag en lees het citaat.
reader-ask = Vraag dit in de chat
reader-ask-this = Vraag dit in de chat: { $question }
reader-chat = Naar de chat
reader-back-to-chat = Terug naar de chat
reader-contents = Inhoud
reader-document-of = De hele tekst. Bron: { $publisher }, { $date }.
reader-quote = Een citaat
reader-in-text = Lees het in de hele tekst
reader-its-answer = Lees het antwoord
reader-with-it = Lees dit erbij
reader-other-side = Er is ook een andere kant
reader-whole = Lees de hele vraag
reader-link = Link naar dit stuk
reader-search = Zoek
reader-search-intro = Stel een vraag. Je leest letterlijk wat de bronnen erover zeggen, en wie het zegt. Je vraag wordt niet bewaard.
reader-question = Je vraag
reader-search-go = Zoek in de bronnen
reader-answer = Antwoord
reader-permalink = Link naar dit citaat
reader-in-chat = Lees dit in de chat
reader-cite = Citeer dit
reader-as-text = Als tekst
reader-as-markdown = Als Markdown
reader-as-apa = Als voetnoot (APA)
reader-no-date = z.d.
reader-qr = QR-code van het adres van deze pagina
reader-ways = Zo lees ik
reader-letters = Letters:
reader-letters-1 = gewoon
reader-letters-2 = groter
reader-letters-3 = heel groot
reader-colour = Kleur:
reader-colour-device = zoals je apparaat
reader-colour-light = licht
reader-colour-dark = donker
reader-colour-sepia = sepia
reader-rest = Rustmodus (alleen het belangrijkste):
reader-rest-on = aan
reader-rest-off = uit
reader-rest-all = Laat alles zien
reader-aloud = Lees voor
reader-aloud-stop = Stop met voorlezen
reader-asks = { $speaker } vraagt:
reader-puts = { $speaker } vraagt een reactie op:
reader-answers = { $speaker } antwoordt:
reader-states = { $speaker } schrijft:
reader-basket = Mandje
reader-pick = In mijn mandje
reader-unpick = Uit mijn mandje
reader-basket-full = Je mandje is vol
reader-basket-intro = Je mandje staat alleen in het adres van deze pagina. Bewaar of deel dat adres: wie het opent, ziet dezelfde citaten.
reader-basket-empty = Je mandje is leeg. Kies bij een citaat ‘In mijn mandje’.
reader-basket-many = In een mandje passen { $count } citaten. In het adres stonden er meer. Die zie je hier niet.
reader-basket-odd = Een deel van het adres is geen citaat. Dat laat ik weg.
reader-basket-missing = Dit citaat is er niet, of niet meer.
reader-basket-failed = Ik kan de citaten nu niet ophalen. Probeer het straks nog eens.
reader-basket-script = Op deze site kan ik je mandje alleen tonen met JavaScript. Zet dat aan, of open de citaten een voor een.
reader-basket-up = Hoger
reader-basket-down = Lager
reader-basket-clear = Maak mijn mandje leeg
reader-cite-all = Citeer alles
reader-copy = Kopieer
reader-copied = Gekopieerd
reader-print = Print dit
reader-paper-title = Letterlijke citaten over ME/CVS
reader-references = Bronnen
reader-not-found = Deze pagina is er niet
reader-not-found-why = Misschien is de tekst van een bron veranderd. Of er is een letter van het adres weg.
reader-changed = Deze tekst is veranderd
reader-changed-why = Dit citaat staat er niet meer zo in. Hier zie je wat er toen stond, en wat er nu staat.
reader-former = Wat hier eerder stond
reader-then = { $speaker }, toen (tot { $date }):
reader-then-asked = { $speaker } vroeg toen (tot { $date }):
reader-then-put = { $speaker } vroeg toen een reactie op (tot { $date }):
reader-now = { $said }, nu{ $version }:
reader-version = versie van { $date }
reader-now-nothing = Nu staat er niets voor in de plaats.
reader-footer = Alle citaten zijn letterlijk. Deze pagina’s bewaren niets en gebruiken geen cookies. Levensgevaar? Bel 112. Andere spoed? Bel je huisarts of de huisartsenpost.

## Told to Telegram

bot-description = Stel een vraag over ME/CVS. Ik laat letterlijk zien wat mijn bronnen erover zeggen, en wie het zegt. Ik bedenk zelf niets en bewaar geen vragen. Ik ben geen arts.
bot-short-description = Citeert letterlijk wat bronnen over ME/CVS zeggen. Je ziet ook wie het zegt.
command-start = Begin
command-help = Hoe het werkt
command-bronnen = Wat ik lees, en van wie
command-begrippen = Woorden uit mijn bronnen
command-vraag = Stel een vraag
command-bron = Zoek de bron bij een bericht (antwoord erop)
command-controleer = Klopt een citaat?
command-instellingen = Instellingen van deze groep
command-diagnose = Wat ik hier kan en zie
command-rust = Minder lezen
command-taal = Taal, language
command-vergeet = Vergeet waar we het over hadden
command-privacy = Wat ik bewaar

## Told to whoever runs the bot

operator-started = Bronwijzer luistert als @{ $username }. Stoppen: Ctrl-C.
operator-wrong-token = Telegram kent deze BOT_TOKEN niet (401). Kopieer hem opnieuw van @BotFather, en kijk of hij compleet is.
operator-second-instance = Er draait al een bot met deze BOT_TOKEN (409). Stop die eerst: Telegram geeft berichten maar aan één tegelijk.
operator-webhook = Telegram stuurt de berichten van deze bot naar een webhook (409): een andere bot met deze BOT_TOKEN vroeg daarom. Stop die, en start opnieuw.
operator-unreachable = Telegram is niet bereikbaar op { $address }. Kijk of er internet is en of TELEGRAM_API_ROOT klopt.
operator-trying-on = De bot blijft het proberen.
operator-refused = Telegram weigerde { $method } ({ $code }: { $description }).

## Terminal

terminal-building = Index maken
terminal-prompt = Je vraag:
terminal-welcome = Dag! Stel een vraag over ME/CVS. Je krijgt letterlijk te zien wat de bronnen erover zeggen, en wie het zegt. Typ /help voor meer, of Ctrl-D om te stoppen.
terminal-telegram = Wil je dit in Telegram? Zet BOT_TOKEN in .env (zie README) en start opnieuw.
terminal-help = Typ je vraag in gewone woorden, of vraag door: “waarom?”, “nog meer”, “en de andere kant?”.

    /bronnen: wat ik lees, en van wie
    /begrippen: woorden uit mijn bronnen
    /vergeet: ik vergeet waar we het over hadden
    /privacy: wat ik bewaar
    Ctrl-D: stoppen

    Ik ben geen arts en geef geen advies. Levensgevaar? Bel 112. Andere spoed? Bel je huisarts of de huisartsenpost.
terminal-privacy = Ik bewaar niets. { $sends ->
    [yes] De woorden van je vraag gaan ook naar een tweede programma. Het staat in de instellingen (RERANKER_URL). Het kan op een andere computer staan.
   *[no] Alles gebeurt op deze computer, en je vragen gaan nergens heen.
  } Als je stopt, vergeet ik je vragen.
terminal-forgotten = Ik ben vergeten waar we het over hadden.
terminal-unknown = Die opdracht ken ik niet. Typ gewoon je vraag, of /help.
terminal-goodbye = Tot ziens.

## The desk of editors

desk-name = Werktafel van Bronwijzer
desk-skip = Naar de inhoud
desk-navigation = Werktafel
desk-footer = Je werkt in een kopie. Gebruikers zien er niets van tot je publiceert.
desk-other-language = English
desk-login = Inloggen
desk-log-out = Uitloggen
desk-password = Wachtwoord
desk-login-wrong = Dat wachtwoord klopt niet.
desk-login-later = Te vaak een verkeerd wachtwoord. Probeer het over een minuut nog eens.
desk-not-done = Dat lukte niet
desk-not-found = Deze pagina is er niet.
desk-failed = Er ging iets mis, en er is niets veranderd. Wie de werktafel startte, ziet wat er was.
desk-form-broken = Wat aankwam is niet compleet. Er is niets gedaan. Ga terug en verstuur het opnieuw.
desk-too-large = Dit is te groot om te versturen.
desk-typed = Wat je had ingevuld
desk-stale = Iemand was je voor
desk-stale-why = Terwijl je bezig was, is { $path } veranderd: { $what }. Er is nog niets van jou opgeslagen.
desk-stale-changed = Dit is er veranderd
desk-stale-back = Terug, om het opnieuw te doen
desk-done-saved = Opgeslagen.
desk-done-undone = Teruggedraaid.
desk-done-removed = Weggehaald.
desk-nav-start = Bronnen
desk-problems = Dit klopt nog niet
desk-incoming = Nog niet klaar
desk-documents = Bronnen in je kopie
desk-document = Bron
desk-publisher = Van
desk-passages = Stukken
desk-questions = Vragen
desk-to-do = Te doen
desk-few-questions = { $few ->
    [one] Eén stuk
   *[other] { $few } stukken
  } met minder dan { $least } vragen
desk-ready = Klaar
desk-history = Wat er gedaan is
desk-undo = Draai terug: { $what }
desk-taken-over = overgenomen wat intussen gepubliceerd was
desk-when = { DATETIME($date, dateStyle: "medium", timeStyle: "short") }
desk-next-problems = Er { $count ->
    [one] is één fout
   *[other] zijn { $count } fouten
  } in je kopie. Los die eerst op.
desk-next-incoming = Er { $count ->
    [one] wacht één bron
   *[other] wachten { $count } bronnen
  } op je. Kijk die na.
desk-next-questions = “{ $title }” heeft { $count ->
    [one] één stuk
   *[other] { $count } stukken
  } met weinig vragen. Schrijf er vragen bij.
desk-next-publish = Je kopie is klaar om te proberen en te publiceren.
desk-next-import = Alles is klaar. Je kunt een bron toevoegen.
desk-nav-trial = Proberen
desk-nav-publish = Publiceren
desk-trial-what = Stel een vraag aan wat er nu staat en aan je kopie. Je ziet beide antwoorden naast elkaar.
desk-trial-questions = Vragen
desk-trial-hint = Eén vraag per regel, hoogstens { $most }. Ze worden niet bewaard.
desk-trial-ask = Vraag het allebei
desk-trial-answers = Antwoorden
desk-trial-same = Je kopie antwoordt hetzelfde:
desk-trial-before = Nu
desk-trial-after = Straks
desk-trial-all = Alle proefvragen
desk-trial-all-what = Van deze vragen is bekend welk stuk een antwoord is. Ook vragen bij nieuwe stukken doen mee. Dit duurt een paar minuten.
desk-trial-start = Stel alle proefvragen
desk-trial-stop = Stop
desk-trial-opening = Even geduld: je kopie wordt klaargezet. De eerste keer duurt dat een paar minuten.
desk-trial-failed = De proef is gestopt door een fout:
desk-trial-progress = { $asked } van { $all } vragen gesteld.
desk-trial-stale = Je kopie is na deze proef veranderd. Doe de proef opnieuw.
desk-trial-differences = { $count ->
    [0] Geen enkel antwoord is anders.
    [one] Eén antwoord is anders.
   *[other] { $count } antwoorden zijn anders.
  }
desk-trial-worse = Slechter
desk-trial-better = Beter
desk-trial-new = Uit een nieuwe bron: kijk zelf of het klopt
desk-trial-other = Anders, niet beter of slechter
desk-outcome-answered = Antwoord
desk-outcome-related = Geen antwoord, wel iets wat erbij hoort
desk-outcome-no_answer = Geen antwoord
desk-publish = Publiceer
desk-publish-changes = Wat er verandert
desk-publish-same = Je kopie is gelijk aan wat gebruikers nu krijgen.
desk-publish-what = Bij het publiceren wordt alles eerst nagekeken. Je kopie moet ook zijn eigen voorbeeldvragen goed beantwoorden. Pas dan gaat hij naar de bot.
desk-publish-try = Probeer je kopie eerst
desk-publish-new = nieuw, { $count ->
    [one] één stuk
   *[other] { $count } stukken
  }
desk-publish-gone = weg
desk-publish-text = { $changed ->
    [one] één stuk
   *[other] { $changed } stukken
  } anders, { $went } weg, { $came } nieuw
desk-publish-beside = tekst gelijk, vragen of gegevens anders
desk-publish-running = Bezig met nakijken en publiceren. Dat duurt een paar minuten. Deze pagina ververst zichzelf.
desk-publish-failed = Publiceren lukte niet. Er is niets veranderd.
desk-publish-edited = Je kopie is intussen veranderd. Er is niets gepubliceerd. Kijk hieronder wat er nu verandert, en publiceer dan.
desk-publish-mistakes = Er is niets gepubliceerd. Dit klopt nog niet:
desk-publish-unasked = Er is niets gepubliceerd. Bij “{ $title }” staat nog geen enkele voorbeeldvraag. Zo is niet te zien of de bot deze bron vindt.
desk-publish-not-found = Er is niets gepubliceerd. Van de { $of } voorbeeldvragen vinden er maar { $right } hun stuk. Kijk bij Vragen welke stukken moeilijk te vinden zijn.
desk-publish-not-declined = Er is niets gepubliceerd. Op { $of } vragen hoort de bot niet te antwoorden. Dat lukt nu maar bij { $right }. De bot zou te vaak iets zeggen.
desk-publish-meanwhile = Er is niets gepubliceerd. Deze bestanden zijn buiten deze werktafel om ook veranderd. Publiceer je toch, dan geldt wat in je kopie staat.
desk-publish-insist = Publiceer toch mijn kopie
desk-publish-done = Gepubliceerd.
desk-back-title = Terug
desk-back-what = Zet terug wat er stond voor de laatste keer publiceren. Je kopie blijft zoals hij is. Nog een keer drukken maakt het weer ongedaan.
desk-back = Zet terug
desk-back-done = Teruggezet.
desk-bot-none = Er draait hier nu geen bot. Die gebruikt dit zodra hij start.
desk-bot-database = Bots die uit de database antwoorden, gebruiken het binnen een minuut.
desk-bot-taken = De bot gebruikt het al.
desk-bot-waiting = De bot neemt het zo over. Deze pagina ververst zichzelf.
desk-bot-signal = De bot weet het nog niet. Vraag wie hem beheert om hem te laten herladen.
desk-bot-refused = De bot heeft het geweigerd en antwoordt zoals eerst. Vraag wie hem beheert om in het logboek te kijken.
desk-commit = Vastgelegd in git als { $id }.
desk-commit-failed = Vastleggen in git lukte niet:
desk-update-title = Nieuwe versie van “{ $title }”
desk-update-what = Geef de nieuwe tekst. Je ziet eerst wat er verandert. Vragen verhuizen mee, en oude links laten straks zien wat er toen stond.
desk-update-file = Bestand
desk-update-address = Of een adres
desk-update-address-hint = Alleen als je geen bestand kiest.
desk-update-nothing = Kies een bestand of vul een adres in.
desk-update-published = Datum van deze versie, als die er is
desk-update-compare = Vergelijk
desk-update-stayed = { $count ->
    [one] Eén stuk blijft
   *[other] { $count } stukken blijven
  } woord voor woord gelijk.
desk-update-changed = Veranderd
desk-update-went = Weg
desk-update-came = Nieuw
desk-update-moves = De vragen gaan mee. Lees of ze nog passen.
desk-update-heir = De vragen van dit stuk gaan naar
desk-update-no-heir = niemand: ze vervallen
desk-update-edit = De nieuwe tekst verbeteren
desk-update-text = Tekst
desk-update-check = Kijk opnieuw na
desk-update-save = Zet in mijn kopie
desk-update-keep = Verbeter de tekst hieronder. Klopt iets toch? Zet er dan boven, op een eigen regel: <!-- keep -->
desk-update-done = nieuwe versie van { $title }
desk-nav-import = Bron toevoegen
desk-import-what = Kies een bestand (Word, ODT, PDF, een webpagina, Markdown of tekst), of geef een adres. Het blijft op deze computer.
desk-import-file = Bestand
desk-import-address = Of een adres
desk-import-encoding-why = Kloppen de letters niet?
desk-import-encoding = Hoe de letters van een tekstbestand geschreven zijn
desk-import-encoding-found = zoek het zelf uit
desk-import-read = Lees het
desk-import-nothing = Kies eerst een bestand, of geef een adres dat begint met https://.
desk-imported = “{ $title }” gelezen
desk-about = Over “{ $title }”
desk-about-what = Dit hebben we in het bestand gevonden. Vul aan wat er niet in stond, en kijk of het klopt.
desk-about-changed = gegevens van { $id } veranderd
desk-about-save = Opslaan, en naar de tekst
desk-masked = Er { $count ->
    [one] is één mailadres of volglink
   *[other] zijn { $count } mailadressen of volglinks
  } onleesbaar gemaakt, ook in de bewaarde bron.
desk-textless = { $count ->
    [one] Op bladzijde { $pages } vonden we geen letters. Staat daar tekst
   *[other] Op de bladzijden { $pages } vonden we geen letters. Staat daar tekst
  } in een plaatje? Die is er dan niet bij.
desk-left-out = { $count ->
    [one] Eén stukje tekst van de pagina is
   *[other] { $count } stukjes tekst van de pagina zijn
  } weggelaten, zoals een menu. Kijk of daar iets bij zit wat erbij hoort.
desk-field-title = Titel
desk-hint-title = Zoals hij bij elk citaat staat.
desk-field-publisher = Van wie is deze tekst?
desk-hint-publisher = De volledige naam van de organisatie of persoon.
desk-field-abbreviation = Korte naam
desk-hint-abbreviation = Zo noemt de bot hen: “NVK”. Leeg: de volledige naam.
desk-field-url = Adres
desk-hint-url = Waar mensen de tekst kunnen lezen. Leeg als dat er niet is.
desk-field-published = Datum
desk-hint-published = De dag van deze tekst. Leeg als die niet bekend is.
desk-field-publishedNote = Iets over de datum
desk-hint-publishedNote = Bijvoorbeeld: “De pagina noemt geen datum.” Mag leeg blijven.
desk-field-retrieved = Gekregen op
desk-hint-retrieved = De dag waarop je de tekst kreeg of opsloeg.
desk-field-permissionNote = Waarom mag je dit citeren?
desk-hint-permissionNote = Bijvoorbeeld: “Citaten met bronvermelding (artikel 15a Auteurswet).”
desk-speakers = Wie is er aan het woord?
desk-speakers-hint = Bij een gewone tekst is dat de schrijver. Bij een interview zijn het er meer: kijk goed wie vraagt en wie antwoordt. Wie in de tekst wordt aangehaald, zet je er ook bij.
desk-speakers-go-on = Een alinea zonder naam ervoor is van wie daarvoor aan het woord was.
desk-speaker = Spreker { $number }
desk-speaker-name = Naam
desk-speaker-role = Wat doet die?
desk-role-author = schrijft, of wordt aangehaald
desk-role-asks = vraagt
desk-role-answers = antwoordt
desk-speaker-labels = Waaraan zie je dat die spreekt?
desk-speaker-labels-hint = Het begin van de alinea, met dubbele punt, op een eigen regel: “NVK:”. Een kopje begint met “# ”.
desk-to-about = Gegevens en sprekers
desk-to-text = De hele tekst bewerken
desk-to-questions = Bedenk nu vragen bij deze bron
desk-to-publish = Publiceren
desk-questions-make = “{ $title }”: vragen bedenken, want { $few ->
    [one] één stuk heeft er te weinig
   *[other] { $few } stukken hebben er te weinig
  }
desk-quoted-who = Wie zegt dit?
desk-quoted = Dit zegt deze persoon
desk-speakers-one = Eén schrijver? Dan hoef je hier niets te doen.
desk-about-edges = Boven of onder de bladzijden staat dit. Misschien zie je er van wie de tekst is, en van wanneer.
desk-publish-unasked-yet = Bij “{ $title }” staat nog geen enkele voorbeeldvraag. Daarmee kun je niet publiceren.
desk-to-update = Nieuwe versie
desk-accept = Klopt: neem op in mijn kopie
desk-remove = Gooi weg
desk-look-at = { $count ->
    [one] Er is één ding om naar te kijken. Het staat
   *[other] Er zijn { $count } dingen om naar te kijken. Ze staan
  } bij het stuk met de rode rand.
desk-look-accept = Lees of elk stuk klopt met de bron die erbij staat. Neem de tekst dan op.
desk-look-fine = Bij elk stuk van de bron staat hoe het geciteerd wordt: { $count ->
    [one] één stuk
   *[other] { $count } stukken
  }.
desk-line = Bron, regel { $first }
desk-lines = Bron, regel { $first } tot { $last }
desk-says = { $role ->
    [asks] { $speaker } vraagt
    [answers] { $speaker } antwoordt
   *[author] { $speaker } zegt
  }
desk-kind-paragraph = Alinea
desk-kind-item = Punt in een lijst
desk-kind-h1 = Titel
desk-kind-h2 = Kopje
desk-kind-h3 = Kleiner kopje
desk-kind-h4 = Nog kleiner kopje
desk-omitted = Weggelaten: { $reason }
desk-restore = Toch opnemen
desk-edit = Bewerken
desk-edit-this = Bewerken: { $begin }
desk-merge = Samen met het volgende
desk-keep = Zo is het goed
desk-bind = Nooit zonder het volgende
desk-bound = Wordt nooit zonder het volgende stuk geciteerd.
desk-piece = Stuk bewerken
desk-piece-text = Tekst
desk-piece-hint = Je mag regels, streepjes en leestekens herstellen, maar geen letter of cijfer veranderen. Een lege regel maakt er twee stukken van.
desk-piece-kind = Wat is het?
desk-save = Opslaan
desk-back-to-text = Terug naar de tekst
desk-differs = Er is een letter of cijfer anders dan in de bron. Doorgestreept is weg, onderstreept is nieuw. Er is niets opgeslagen.
desk-split = Splitsen
desk-split-before = Splits vóór “{ $begin }”
desk-who-says = Wie zegt dit?
desk-omit = Weglaten
desk-omit-why = Waarom hoort dit niet bij de tekst?
desk-omit-reason = Hoort niet bij de tekst.
desk-omit-do = Laat weg
desk-omit-shared = Dit staat in de bron op dezelfde regel als andere tekst. Weglaten kan alleen met hele regels.
desk-text = De hele tekst
desk-text-hint = Met “## ” voor een kopje en “- ” voor een punt in een lijst. Een lege regel scheidt twee stukken. Wie spreekt, kan erboven: <!-- speaker: naam -->.
desk-did-edit = “{ $begin }” bewerkt
desk-did-merge = “{ $begin }” samengevoegd met het volgende
desk-did-split = “{ $begin }” gesplitst
desk-did-omit = “{ $begin }” weggelaten
desk-did-keep = “{ $begin }” goedgekeurd
desk-did-speaker = gezegd wie “{ $begin }” zegt
desk-did-bind = “{ $begin }” verbonden met het volgende
desk-did-restore = iets van { $id } toch opgenomen
desk-did-text = tekst van { $id } bewerkt
desk-did-accept = { $id } opgenomen in de kopie
desk-did-remove = { $id } weggegooid
desk-tour = Rondleiding
desk-tour-step = Welkom. Stap { $step } van { $of }
desk-tour-start = Hier staan je bronnen, en wat er nog te doen is. Je werkt in een kopie: niemand ziet er iets van tot je publiceert, en elke stap kan terug.
desk-tour-import = Geef hier een bestand of een adres. De tekst wordt in stukken verdeeld, en jij kijkt na of alles klopt.
desk-tour-questions = Schrijf bij elk stuk vragen zoals mensen ze typen. Je ziet welke stukken nog moeilijk te vinden zijn.
desk-tour-trial = Stel hier vragen aan wat er nu staat en aan je kopie. Zo zie je wat er verandert.
desk-tour-publish = Klaar? Hier zet je je kopie in de plaats. Alles wordt eerst nagekeken, en met één knop ga je terug.
desk-tour-next = Volgende stap
desk-tour-skip = Sla over
desk-tour-end = Aan de slag
desk-fault-address = { $name } is geen adres van een pagina. Zo’n adres begint met https://, en er staat geen wachtwoord in.
desk-fault-archive = In { $name } zitten andere bestanden. Pak ze uit, en kies ze één voor één.
desk-fault-broken-off = { $name } brak halverwege af. Probeer het opnieuw.
desk-fault-damaged = { $name } is beschadigd, of is iets anders dan zijn naam zegt. Open het in een programma, sla het opnieuw op, en kies dat.
desk-fault-empty = In { $name } staat geen tekst.
desk-fault-encoding = De letters van { $name } zijn geschreven op een manier die we niet kennen. Sla het op als UTF-8.
desk-fault-heavy = { $name } lezen duurt te lang. Open het in een programma, sla het opnieuw op, en kies dat.
desk-fault-large = { $name } is te groot. Sla alleen de tekst op, zonder plaatjes.
desk-fault-locked = { $name } zit op slot met een wachtwoord, of komt uit een oude versie van Word. Sla het zonder wachtwoord op als docx, en kies dat.
desk-fault-login = { $name } is alleen voor wie inlogt. Open het in je browser, sla de pagina op als bestand, en kies dat.
desk-fault-long = In { $name } staat meer tekst dan in één bron past. Verdeel de tekst, bijvoorbeeld per hoofdstuk, en kies de delen één voor één.
desk-fault-nested = In { $name } zitten lijsten of vakken in elkaar, honderden diep. Sla alleen de tekst op, en kies dat.
desk-fault-no-text = { $name } is geen tekst. Kies een docx, odt, pdf, html, md of txt.
desk-fault-packed = { $name } komt ingepakt aan. Sla de pagina op als bestand, en kies dat.
desk-fault-private = { $name } is een computer in een besloten netwerk. Daar halen we niets op. Sla de pagina op als bestand.
desk-fault-redirects = { $name } stuurt steeds door. Geef het adres waar je browser uitkomt.
desk-fault-scan = { $name } is een scan: plaatjes zonder tekst. Laat een programma er eerst tekst van maken (OCR).
desk-fault-status = { $name } is niet te krijgen. Kijk of het adres klopt.
desk-fault-unbroken = In { $name } staat een heel lang stuk zonder witregel en zonder punten. Zet een witregel waar iets nieuws begint, en kies het opnieuw.
desk-fault-unpacks = { $name } bevat meer tekst dan een document ooit heeft. Sla alleen de tekst op.
desk-fault-unreachable = { $name } is niet te bereiken. Kijk of er internet is en of het adres klopt.
desk-own-words = Dit zegt { $speaker } zelf
desk-problem-broken-word = Hier is een woord door het einde van een regel gebroken. Druk op Bewerken, en schrijf het aan elkaar.
desk-problem-bullet = Hier staat het teken van een lijst in de tekst. Druk op Bewerken, haal het weg, en kies “Punt in een lijst”.
desk-problem-carried-over = Hier staat niet bij wie dit zegt. Is het steeds wie daarvoor sprak? Zet dan een vinkje onderaan bij Gegevens en sprekers. Anders: druk op Bewerken, en kies wie het zegt.
desk-problem-ending = Hier staat niet bij wie dit zegt, en het kan een ander zijn dan daarvoor. Zeg wie het is.
desk-problem-english = Dit is Engels. Laat het weg, of druk op “Zo is het goed”.
desk-problem-footer = Dit lijkt op wat boven of onder een bladzijde staat. Klopt dat? Laat het dan weg.
desk-problem-heading = Dit lijkt op een kopje. Druk op Bewerken, en kies “Kopje”.
desk-problem-unnamed = Hier staat nog niet hoe degene heet die antwoordt. Zet de naam bij Gegevens en sprekers.
desk-problem-interview = Dit lijkt op een interview, maar er is maar één spreker. Zet bij Gegevens en sprekers wie vraagt en wie antwoordt.
desk-problem-lost-letter = Hier is een letter verloren gegaan. Lees het bestand opnieuw in, en kies bij “Kloppen de letters niet?” iets anders.
desk-problem-markup = Hier staat meer dan gewone tekst, zoals een tabel, een link of een teken voor opmaak. Schrijf het als gewone tekst.
desk-problem-quoted = Hier wordt iemand aangehaald. Zeg bij dit stuk wie dat is, of dat de schrijver het zelf zegt.
desk-problem-table = Dit lijkt op een hele tabel in één stuk. Druk op Bewerken: zet elke rij op een eigen regel, met een lege regel ertussen.
desk-problem-unfaithful = De tekst heeft andere letters of cijfers dan de bron.
desk-problem-unknown-label = Dit begint als een spreker, maar staat zo niet bij Gegevens en sprekers. Zet het daar precies zo bij.
desk-problem-unlabelled = Hier staat niet bij wie dit zegt, en het kan een ander zijn dan daarvoor. Zet bij Gegevens en sprekers waaraan je die herkent, of druk op Bewerken en kies wie het zegt.

desk-nav-questions = Vragen
desk-questions-what = Een stuk wordt goed gevonden met { $least } vragen of meer, van meer dan één schrijver. De zwakste stukken staan bovenaan.
desk-questions-measure = Meet hoe goed elk stuk gevonden wordt
desk-questions-measuring = Bezig met meten: { $done } van { $all } vragen.
desk-questions-not-measured = Het meten is niet gelukt. Kijk bij Bronnen of er nog iets niet klopt.
desk-questions-stale = Na deze meting is je kopie veranderd. Meet opnieuw.
desk-passage = Stuk
desk-found = Gevonden, zonder vragen van dezelfde schrijver
desk-taken = Vragen van andere stukken die hier uitkomen
desk-lost = { $count ->
    [one] Eén vraag komt
   *[other] { $count } vragen komen
  } bij een ander stuk uit
desk-takes = { $count ->
    [one] Eén vraag van een ander stuk komt
   *[other] { $count } vragen van andere stukken komen
  } hier uit
desk-drafts-of = Vragen bij “{ $title }”
desk-drafts-waiting = { $count ->
    [one] Eén voorstel
   *[other] { $count } voorstellen
  } om te beoordelen
desk-drafts-enough = Elk stuk heeft { $least } vragen of meer, of is een kort punt in een lijst.
desk-drafts-make = Nieuwe vragen
desk-drafts-which = { $count ->
    [one] Dit gaat over één stuk.
   *[other] Dit gaat over de { $count } stukken met de minste vragen.
  }
desk-drafts-by-model = Laat { $model } vragen voorstellen
desk-drafts-no-model = Er is geen taalmodel ingesteld. Geef deze opdracht aan een taalmodel naar keuze, of bedenk zelf vragen.
desk-drafts-prompt = Opdracht om te kopiëren
desk-drafts-paste = Plak hier het antwoord
desk-drafts-write = Plak hier het antwoord, of schrijf zelf vragen: één op een regel
desk-drafts-from = Wie of wat heeft ze bedacht?
desk-drafts-check = Kijk ze na
desk-drafts-back = Alle vragen bij deze bron
desk-questions-back = Alle stukken
desk-drafts-off-topic = Beantwoordt geen enkel stuk
desk-drafts-gone = Dit stuk is intussen veranderd
desk-drafts-who = Je naam
desk-drafts-letter = Letter van de schrijver. Geef elk mens en elk taalmodel een eigen letter.
desk-drafts-doubted = { $count ->
    [one] Eén voorstel waar iets tegen is
   *[other] { $count } voorstellen waar iets tegen is
}
desk-drafts-accept = Neem de aangevinkte op, en laat de rest staan
desk-drafts-accept-all = Neem de aangevinkte op, en gooi de rest weg
desk-drafts-discard = Gooi alle voorstellen weg
desk-drafts-take = Neem op: { $question }
desk-drafts-words = Woorden van: { $question }
desk-drafts-accepted = { $count ->
    [one] één vraag
   *[other] { $count } vragen
  } opgenomen { $id ->
    [none] bij de vragen zonder antwoord
   *[other] bij { $id }
  }
desk-doubt-repeats = Deze vraag is er al, of bijna: { $passage }
desk-doubt-measured = Hiermee wordt de bot gemeten. Deze vraag kan niet worden opgenomen.
desk-doubt-nearer = Dit stuk wordt eerder gevonden: { $passage }
desk-doubt-own-words = Dit zijn vooral woorden uit het stuk zelf.
desk-doubt-unanswered = Het lijkt alsof het stuk dit niet beantwoordt. Lees het na.
desk-doubt-answered = Dit stuk lijkt het wél te beantwoorden: { $passage }
desk-draft-busy = Bezig. Dit kan een paar minuten duren; je mag weggaan en terugkomen.
desk-draft-none = Er staan geen vragen in dit antwoord. Vraag het nog eens, met de hele opdracht.
desk-draft-not-checked = De voorstellen konden niet worden nagekeken. Kijk bij Bronnen of er nog iets niet klopt.
desk-draft-unreachable = Het taalmodel is niet te bereiken. Staat het aan?
desk-draft-late = Het taalmodel deed er te lang over. Probeer het met één stuk.
desk-draft-key = Het taalmodel kent de sleutel niet. Laat DRAFT_KEY nakijken.
desk-draft-not-found = Op dit adres is geen taalmodel met deze naam. Laat DRAFT_URL en DRAFT_MODEL nakijken.
desk-draft-overloaded = Het taalmodel neemt nu geen vragen meer aan. Probeer het later.
desk-draft-refused = Het taalmodel weigerde. Probeer het later, of plak het antwoord van een ander taalmodel.
desk-draft-not-understood = Wat op DRAFT_URL staat, is geen taalmodel. Laat het adres nakijken.
desk-stale-elsewhere = iemand anders heeft dit al gedaan
desk-nav-reports = Meldingen
desk-reports-what = Dit meldden gebruikers met “Klopt niet?”. Ze zagen wat er bewaard werd, en vonden dat goed. Wie ze zijn, weten we niet.
desk-reports-none = Er zijn geen meldingen.
desk-reports-damaged = { $count ->
    [one] Eén regel is niet te lezen, en is hier weggelaten.
   *[other] { $count } regels zijn niet te lezen, en zijn hier weggelaten.
  }
desk-reports-back = Alle meldingen
desk-report = Een melding
desk-report-question = De vraag
desk-report-no-question = De vraag is niet bewaard
desk-report-shown = Wat er geciteerd werd
desk-report-passage-gone = Stuk { $id } is er niet meer.
desk-report-answered-before = Zo’n melding was er eerder. Op { DATETIME($date, dateStyle: "long") } vond { $who } dat het klopt: { $why }
desk-report-make = Maak er een voorbeeldvraag van
desk-report-no-doubt = Er spreekt niets tegen. Je kunt de vraag opnemen.
desk-report-doubt = Lees dit eerst. Klopt de vraag toch? Neem hem dan op.
desk-report-words = De vraag, zoals hij in je kopie komt
desk-report-words-hint = Haal namen en plaatsen weg, en alles waaraan iemand te herkennen is. Je mag de vraag anders zeggen.
desk-report-passage = Welk stuk beantwoordt deze vraag?
desk-report-choose = Kies een stuk
desk-report-take = Neem de vraag op
desk-report-from = uit een melding
desk-report-made = vraag uit een melding opgenomen bij { $id }
desk-report-fine = Het klopt wel
desk-report-fine-hint = De gebruiker krijgt geen antwoord, want we weten niet wie het is. Wie een volgende melding over dit stuk leest, ziet het wel. De vraag wordt niet bewaard.
desk-report-why = Waarom klopt het?
desk-report-fine-do = Het klopt, klaar met deze melding
desk-report-remove-what = De melding verdwijnt van deze computer. Dit kan niet teruggedraaid worden.
desk-report-remove = Gooi deze melding weg
desk-nav-judge = Beoordelen
desk-report-judge = Beoordeel welke stukken dit bericht beantwoorden
desk-judge-what = Lees een bericht, en zeg bij tien stukken hoe goed ze het beantwoorden. Met de ene helft van de berichten meten we de bot, van de andere leert hij.
desk-judge-count = Hier beoordeeld: { $measured } om mee te meten, { $learned } om van te leren.
desk-judge-waiting = { $count ->
    [0] Er wachten geen berichten
    [one] Eén bericht wacht
   *[other] { $count } berichten wachten
  }
desk-judge-from-report = uit een melding
desk-judge-from-editor = zelf ingetypt
desk-judge-add = Zelf berichten intypen
desk-judge-messages = Berichten
desk-judge-messages-hint = Eén per regel, zoals mensen ze typen. Niets waaraan iemand te herkennen is.
desk-judge-begin = Begin
desk-judge-one = Beoordeel dit bericht
desk-judge-known = Zo’n bericht is er al. Je kunt het overslaan.
desk-judge-not-found = De stukken konden niet worden gezocht. Kijk bij Bronnen of er nog iets niet klopt.
desk-judge-back = Alle berichten
desk-judge-skip = Sla dit over
desk-judge-report = Naar de melding
desk-judge-remove = Gooi dit bericht weg
desk-judge-how = De stukken staan in de volgorde van de bronnen. Geef elk een cijfer: 0 heeft er niets mee te maken, 1 raakt eraan, 2 helpt, 3 beantwoordt het. Dat kan ook met de toetsen 0 tot 3: dan ga je vanzelf naar het volgende.
desk-judge-passage = Stuk { $number } van { $of }: { $speaker }
desk-grade-0 = 0: niets
desk-grade-1 = 1: raakt eraan
desk-grade-2 = 2: helpt
desk-grade-3 = 3: antwoord
desk-judge-other = Staat het antwoord in een ander stuk?
desk-judge-no-other = Nee
desk-judge-message = Het bericht, zoals het bewaard wordt
desk-judge-message-hint-report = Haal namen en plaatsen weg, en alles waaraan iemand te herkennen is. De melding verdwijnt hierna.
desk-judge-message-hint-editor = Haal alles weg waaraan iemand te herkennen is.
desk-judge-save = Bewaar, en naar het volgende
desk-judged = beoordeeld: { $message }
desk-problem-other = Hier klopt iets niet dat je aan deze werktafel niet kunt herstellen. Geef dit aan wie de bot beheert:
desk-problem-bound = Twee stukken die bij elkaar horen, volgen niet meer op elkaar. Vraag wie de bot beheert om dit aan te passen.
desk-problem-control = Hier staat een teken dat niemand ziet. Haal de woorden eromheen weg, en typ ze opnieuw.
desk-problem-empty = Deze bron heeft geen tekst. Lees het bestand opnieuw in.
desk-problem-field = { $detail ->
    [title] Er is geen titel, of er staat een onzichtbaar teken in. Vul hem in bij Gegevens en sprekers.
    [publisher] Van wie deze tekst is, staat er niet bij. Vul het in bij Gegevens en sprekers.
    [abbreviation] Er is geen korte naam. Vul die in bij Gegevens en sprekers.
    [url] Het adres klopt niet. Schrijf het helemaal, zoals https://www.voorbeeld.nl/folder, of maak het leeg.
    [published] De datum klopt niet. Schrijf hem als 2025-05-22, of maak hem leeg.
    [publishedNote] In de uitleg bij de datum staat een onzichtbaar teken. Typ die opnieuw.
    [retrieved] De dag waarop je de tekst kreeg, klopt niet. Schrijf hem als 2025-05-22, of maak hem leeg.
    [permissionNote] Waarom je dit mag citeren, staat er niet bij. Vul het in bij Gegevens en sprekers.
    [language] De bot citeert alleen teksten in het Nederlands.
    [speakers] Bij een spreker klopt iets niet. Vul bij Gegevens en sprekers van elk een naam in.
    [labels] Waaraan je een spreker herkent, klopt niet. Elke regel eindigt op een dubbele punt, zoals “NVK:”, of begint met “# ”.
    [links] Een adres in deze tekst klopt niet.
    [omissions] Er is een regel weggelaten die er niet is. Lees het bestand opnieuw in.
   *[other] De gegevens van deze bron kloppen niet. Lees het bestand opnieuw in.
  }
desk-problem-large = Dit bestand is te groot. Verdeel het in een paar bronnen.
desk-problem-leak = Hiermee wordt de bot gemeten, of met een vraag die er bijna zo uitziet. Neem deze vraag niet op: “{ $detail }”
desk-problem-no-passage = { $detail ->
    [none] In een lijst naast de bronnen staat een stuk dat er niet meer is.
   *[other] Bij “{ $detail }” hoort een stuk dat er niet meer is.
  } Vraag wie de bot beheert om dit aan te passen.
desk-problem-no-sentence = Geen zin begint meer met “{ $detail }”. Vraag wie de bot beheert om dit aan te passen.
desk-problem-not-named = “{ $detail }” staat niet meer in de tekst die erbij hoort. Vraag wie de bot beheert om dit aan te passen.
desk-problem-one-side = Over “{ $detail }” blijft nu maar één kant over. Vraag wie de bot beheert om dit aan te passen.
desk-problem-orphaned = Hier staan vragen bij een stuk dat er zo niet is. Vraag wie de bot beheert om dit aan te passen.
desk-problem-too-long = Dit stuk is te lang om goed gevonden te worden. Druk op Bewerken, en splits het, bijvoorbeeld na “{ $detail }”.
desk-problem-unknown-speaker = “{ $detail }” is geen spreker van deze bron. Kies bij Bewerken wie het zegt, of zet die persoon bij Gegevens en sprekers.
