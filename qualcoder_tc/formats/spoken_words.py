# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words with which people speak of themselves, to each other, and begin what they say, by language."""

from __future__ import annotations

_ADDRESS_WORDS = {
    "en": "i you we me my your us our mine yours im ive youre dont yes yeah yep okay mm mhm hmm um uh",
    "de": "ich hab habe bin du wir mir mich dir dich uns mein meine meinen euch ja nee mhm hm äh ähm",
    "fr": "je j m tu vous nous moi toi ma mes votre vos oui ouais euh hein",
    "es": "yo tú usted ustedes vos me te nos mi mis sí eh mm soy estoy tengo tienes eres he creo sé sabes mira digo tenía",
    "it": "io tu voi mi ti ci mio mia miei sì eh mm mh mah boh sono ho hai sei siamo abbiamo ero avevo credo penso sai senti",
    "pt": "eu você vocês tu nós me te meu minha sim ah eh mm sou estou tenho acho sei sabe né tá tinha",
    "nl": "ik heb ben jij je u jullie wij we mij me mijn ons ja eh hm",
    "da": "jeg du vi mig dig os min mit mine ja øh hm",
    "sv": "jag du ni vi mig dig oss min mitt mina ja eh hm",
    "nb": "jeg du dere vi meg deg oss min mitt mine ja eh hm",
    "pl": "ja ty my mnie mój moja moje aha hm jestem byłam byłem mam miałam miałem nam nas",
    "lt": "aš tu jūs mes man tau mums mano taip aha",
}
_FIRST_WORDS = {
    "en": "no nope ok well right so and but because oh er hello hi thanks thank please sorry exactly true",
    "de": "nein doch genau okay also na und aber ach hallo danke bitte oder weil sie",
    "fr": "non bon ben alors et mais d voilà merci bonjour ah parce",
    "es": "no bueno pues vale claro y pero entonces gracias hola ah porque",
    "it": "no beh allora ecco certo e ma grazie ciao dunque ah perché",
    "pt": "não pois bom então olha e mas obrigado obrigada porque",
    "nl": "nee nou oké en maar dus dank hallo ja want",
    "da": "nej jo okay altså nå og men så tak hej",
    "sv": "nej jo okej alltså och men så tack hej",
    "nb": "nei jo okei altså og men så takk hei",
    "pl": "tak nie no dobrze i ale a to dziękuję proszę",
    "lt": "ne na gerai ir bet o ačiū",
}
_REPLY_WORDS = {
    "en": "yes yeah yep aye no nope well right ok okay oh och ah aha ha heh mm mhm hm hmm hum um uh em er exactly true indeed "
    "sure same really hello like god look listen wow",
    "de": "ja nein nee doch genau okay na ach ah oh aha mhm hm äh ähm gut stimmt eben klar hallo also naja tja",
    "fr": "oui ouais non si bon ben voilà ah oh euh hein mm hm exactement bien bonjour bah enfin écoutez disons",
    "es": "sí no bueno pues vale claro ah oh eh mm ajá hum exacto hola mire mira oye uy",
    "it": "sì no beh allora ecco certo ah oh eh mm mh mah boh già esatto ciao cioè diciamo insomma guardi senta",
    "pt": "sim não pois bom bem ah oh eh mm claro exato certo olá olha olhe pronto hum quer né",
    "nl": "ja nee nou oké goed ah oh eh hm precies hallo jawel", "da": "ja nej jo okay nå ah øh hm præcis hej godt",
    "sv": "ja nej jo okej nä jaha ah eh hm precis hej jaså", "nb": "ja nei jo okei nå ah eh hm akkurat hei",
    "pl": "tak nie no aha ach oj hm dobrze właśnie dokładnie jasne", "lt": "taip ne na aha oi hm gerai būtent",
}  # fmt: skip
_SELF_WORDS = {
    "en": "i me my mine myself", "de": "ich mir mich mein meine meinen meiner", "fr": "je j moi me m mon ma mes",
    "es": "yo me mi mis mí conmigo", "it": "io mi mio mia miei mie me", "pt": "eu me meu minha meus minhas mim",
    "nl": "ik mij me mijn", "da": "jeg mig min mit mine", "sv": "jag mig min mitt mina", "nb": "jeg meg min mitt mine",
    "pl": "ja mnie mi mój moja moje mojej jestem byłam byłem mam miałam miałem", "lt": "aš man mane mano",
}  # fmt: skip
_OTHER_WORDS = {
    "en": "you your yours yourself", "de": "du dir dich dein deine sie ihnen ihr ihre ihrem ihren",
    "fr": "vous tu te toi votre vos ton ta tes", "es": "usted tú te tu tus le su sus ustedes", "it": "lei tu ti le suo sua voi",
    "pt": "você te seu sua senhor senhora lhe", "nl": "u uw je jij jou jouw jullie", "da": "du dig din dit dine de",
    "sv": "du dig din ditt dina ni er", "nb": "du deg din ditt dine", "pl": "pan pani panu pana ty ci cię twoje",
    "lt": "jūs jums jūsų tu tau",
}  # fmt: skip
_SAYING_WORDS = """
says said asks asked replies replied answers answered responds responded adds added explains explained continues continued
goes went writes wrote comments commented tells told
sagt sagte fragt fragte antwortet antwortete meint meinte erwidert erwiderte erzählt erzählte erklärt erklärte schreibt schrieb
dit disait demande demandait répond répondait répondit ajoute explique écrit raconte
dice dijo pregunta preguntó responde respondió contesta contestó añade explica escribe cuenta
disse chiede chiese domanda rispose risponde aggiunge spiega scrive
diz perguntou respondeu acrescenta escreve
zegt zei vraagt vroeg antwoordt antwoordde schrijft vertelt
siger sagde spørger spurgte svarer svarede sier sa spør spurte svarte skriver säger sade frågar frågade svarar svarade
sanoo sanoi kysyy kysyi vastaa vastasi
mówi powiedział powiedziała pyta zapytał zapytała odpowiada odpowiedział odpowiedziała pisze
říká řekl řekla ptá zeptal zeptala odpovídá odpověděl odpověděla
sako sakė klausia paklausė atsako atsakė
diyor dedi soruyor sordu
mondja mondta kérdezi kérdezte válaszolja válaszolta
говорит сказал сказала спрашивает спросил спросила отвечает ответил ответила каже сказав питає запитав запитала відповідає
""".split()
# Of oneself and to each other; what comes first; of oneself only; of the other only.
ADDRESS = {language: frozenset(words.split()) for language, words in _ADDRESS_WORDS.items()}
FIRST = {language: frozenset(words.split()) for language, words in _FIRST_WORDS.items()}
REPLIES = {language: frozenset(words.split()) for language, words in _REPLY_WORDS.items()}
"""With which answers begin."""
SELF, OTHER = (
    {language: frozenset(words.split()) for language, words in one.items()} for one in (_SELF_WORDS, _OTHER_WORDS)
)
SAYING = frozenset(_SAYING_WORDS)
"""What somebody does who speaks, as it is told before or behind a name: Mary says."""
