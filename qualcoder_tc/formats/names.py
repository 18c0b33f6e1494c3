# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What counts as a speaker's name, and what merely stands before a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from qualcoder_tc.formats.helping_words import HELPING
from qualcoder_tc.formats.roles import role_of

# What heads a document and tells of it: Date: 3 May 2016. Speech comes below such lines.
FACTS = frozenset(
    """
    audio audiodatei audio-datei aufnahme aufnahmedatum author authors bestand bestandsnaam copyright data date datei
    datum dauer doi duration
    durée durata duración email fecha fichier file filename format fundort gender age sex geschlecht alter heure hora
    interviewdatum interviewlänge keywords langue language lengte length licence license lieu location loc lugar luogo
    miejsce data mode name no nr ort page part place plaats place project projekt projet recorded recording ref
    reference
    researchers site source speakers sponsor sted status study subject sujet tema thema tid time timestamp titel title
    titre title topic total transcribed transcriber transcript transcription transcripteur transkribiert transkript
    transkription transkriptionsregeln transkriptionszeichen transcripción trascrizione transcrição transkrypcja
    turns url varighed venue version words zeit
    zeitpunkt attendees audiofile format czas data trwania transkrybent setting file-id id 日期 时间 地点
    日時 場所 التاريخ המקום תאריך
    from sent cc bcc date/time gesprächsdauer vieta trukmė dyddiad lleoliad hyd ημερομηνία
    τόπος διάρκεια 날짜 일시 장소 дата место місце длительность тривалість päivämäärä paikka kesto místo délka dátum
    helyszín időtartam dato plats längd tarih yer süre tanggal tempat nama umur usia tarehe mahali المكان المدة מקום
    pseudonym pseudonyme pseudónimo pseudónimos pseudoniem pseudonimo pseudônimo pseudonim alias
    locul durata mjesto trajanje kraj pausen konventionen conventions anwesend anwesende tilstede aanwezig närvarande
    présents presentes presenti obecni läsnä jelen készült
    members witnesses panel teilnehmende teilnehmerinnen teilnehmer:innen teilnehmer*innen teilnehmer/innen teilnehmerkreis
    beteiligte deelnemers deelneemsters deltagere deltagare deltakere deltagande participantas
    partecipanti uczestnicy uczestniczki rozmówcy badani osallistujat haastateltavat účastníci účastníčky účastnice
    résztvevők participanții participanți participanti katılımcılar osalejad dalībnieki dalyviai sudionici udeleženci učesnici
    участники участницы учасники учасниці участници συμμετέχοντες المشاركون المشاركين המשתתפים משתתפים شرکت‌کنندگان peserta
    washiriki deelnemerslijst respondents respondenten informants informanter interviewees intervenants asistentes entrevistados
    entrevistadas intervistati gesprächsteilnehmer diskussionsteilnehmer diskutanten respondenci deltagarlista
    """.split()
)
# Words that head a remark, a paragraph or a list, or begin a sentence, rather than name a speaker.
_NOT_NAMES = FACTS | frozenset(
    """
    abstract action actions bloc bloco bloque block fase keynote modul module option panel parte partie phase
    presentación presentation round scenario session teil advertisement anhang annex appendix ausschnitt auszug clip
    cassette conclusie conclusione conclusión conclusão ergebnis episode estratto excerpt extract extracto extrait fazit
    focusgroep fokusgruppe fokusgruppen gruppendiskussion konklusion podsumowanie reel resultado resultat résultat
    risultato slutsats tape track wniosek wynik
    regrets guests scribes animation participation agenda analysis answer aim aims aob apologies applause background bemerkung
    beobachtung break but because complaints contact contacts also and
    case chapter close closing code codes comment comments conclusion contents
    context crosstalk day discussion end ende example figure fin finding findings follow-up goal goals heading hinweis
    however http https important impressions instructions introduction interview item kategorie key laughs laughter
    legend legende legende légende leyenda lesson letter mailto main materials methods minutes month music nb next
    nota note notes notiz objective objetivo objectif obiettivo ziel doel cel observation
    observations occupation okay ok outcome outcomes participantes
    participants participant(s) pause phone present present: probe probes prompt prompts ps purpose question questions
    quote quotes re reason reflection reflections remark remarks remarque reminder result results scene section
    sequence
    silence so step story stage summary table task tasks teilnehmer tel theme themes theory to todo total translation
    unit vignette warning weather week well www yeah yes year zusammenfassung
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag
    sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
    morgens mittags abends nachts matin midi soir mañana tarde noche mattina pomeriggio sera manhã noite ochtend middag
    avond rano wieczorem night noon
    january february march july september october november december morning afternoon evening
    hi hello hey dear thank thanks good hallo bonjour hola ciao oh right sure mm mm-hm mm-hmm mhm uh-huh no nein ja
    oui non sí anyway
    honestly basically actually first firstly second secondly third finally plus maybe perhaps then now here there what
    why how when who where which if
    """.split()
)
_PARTICLES = frozenset(
    "de da di do dos das van von vom zu der den del della la le du ten ter el al bin ibn ap of the y e".split()
)
# No name ends in one of these: Grateful for, Worried about.
_OPEN = frozenset(
    """for about of in on to with by at from and or über für von mit auf pour sur avec para por con sobre per su voor met
    op""".split()
)
_GENERIC = re.compile(
    r"(?i)((?:[^\W\d_][\w-]{1,20}['’]s )?(?:key |expert |community |older |younger |young |old |another |other |first |second )?"
    r"(?:speaker|participant|respondent|informant|interviewee|teilnehmer(?:in)?|befragte[rs]?|sprecher(?:in)?|person|"
    r"locuteur|locutrice|interviewée?|interviewé|enquêtée?|entrevistad[oa]|participante|informante|intervistat[oa]|voice|"
    r"male|female|man|woman|boy|girl|lady|gentleman|audience(?: member)?|patient|doctor|nurse|midwife|client|student|"
    r"pupil|teacher|child|carer|mother|father|mum|dad|wife|husband|son|daughter|sister|brother|friend|staff|manager|"
    r"volunteer|service user|translator|interpreter|dolmetscher(?:in)?|intérprete|interprète|observer|note[- ]?taker|"
    r"scribe|caller|part\.|resp\.|host|guest|presenter|narrator|unknown|unidentified|unclear|multiple|several|various|many|everyone|"
    r"everybody|all|both|group|alle|mehrere|tous|todos|plusieurs|varios)"
    r"(?: (?:male|female|man|woman|speaker|speakers|voice|voices|person|people|participant|participants|child|talking))?)"
    r"(?:\s*[-#_:]?\s*\d{1,3}[A-Za-z]?|\s+[A-Z])?"
)
# As courts call people, in capitals: MR. HILL, THE WITNESS.
IN_COURT = re.compile(
    r"(?:MR|MS|MRS|MISS|DR)\.? [^\W\d_a-z][^\W\d_a-z'’-]+|THE (?:WITNESS|COURT|REPORTER|CLERK|CHAIR|PRESIDENT|"
    r"SECRETARY|"
    r"INTERPRETER|VIDEOGRAPHER|DEFENDANT|BAILIFF|FOREPERSON|JUROR|MODERATOR|SPEAKER)"
)
_JOINING = re.compile(r"\s*(?:[,&/+]|\b(?:and|und|et|y|e|og|och|en|i)\b)\s*")
_SAID = re.compile(r"(?i)(?:[^\W\d_]{1,6}['’](?:m|re|ve|ll|d)|don['’]t)\b ")  # I'm clicking on it
_CLOCK = re.compile(r"\d:\d\d")
_NUMBERED_ID = re.compile(r"(?i)id[-_ #]?\d{1,4}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,4}")
_CODE_NAME = re.compile(r"(?:[A-Za-zÀ-ÿ]{1,12}[-_ #]?\d{1,3}[A-Za-z]?|[A-Z]{1,4})\?{0,2}")
_BESIDE_NAME = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\|.*)\s*$")  # Priya Raman (Guest), Ann Bell | Acme
_PHONE = re.compile(r"\+\d[\d* ]{6,20}")  # who called in to a meeting
_MASKED = re.compile(r"[A-Z]\d?[mfwd]")
# Okafor, Grace; van der Berg, Anna M.
_INVERTED = re.compile(
    r"(?:(?:[Vv][ao]n|[Dd]e|der|den|la) )*[^\W\d_a-zß-ÿ][\w'’-]+(?: [^\W\d_a-zß-ÿ][\w'’-]+)?, [^\W\d_a-zß-ÿ][\w'’-]+"
    r"(?: [^\W\d_a-zß-ÿ][\w'’.-]*){0,2}"
)
_TOOK = re.compile(r"(?i)(?:\d{1,3}\s?(?:h|hrs?|std|m|mins?|s|secs?|sek|t)\b\.?\s*){1,3}")
_MONTHS = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre
    octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio
    febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro
    novembro dezembro januari februari maart mei augustus marts maj januari desember stycznia lutego marca kwietnia maja czerwca
    lipca sierpnia września października listopada grudnia de of am""".split()
)
# What a speaker is instead of called: Library user, female, 71.
_DESCRIBED = re.compile(
    r"(?i)[^,]{1,25}(?:, ?(?:(?:fe)?male|(?:wo)?man|[mfwh]|\d{1,2}(?: ?(?:yrs?|years?|jahre|j\.?|ans))?))+"
)
# Who somebody is, as it is written once where they first speak: Ruth Lee, Community Manager.
_TITLED = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2}, [^\W\d_a-z][\w .'’/-]{2,40}")


def tidy(name: str) -> str:
    """Return a label's name on one line, without marks of emphasis."""
    plain = " ".join(name.replace("**", "").strip("*_ ").split()).strip("*_ -–:/")
    return plain if _INITIALS.fullmatch(plain) else plain.strip(" .-–:/")


def heads(word: str) -> bool:
    """Tell whether a word before a colon heads what follows rather than names somebody: Date, Prompt 3, Item2.

    An ID heads, but ID4 is somebody.
    """
    return not _NUMBERED_ID.fullmatch(word) and word.casefold().rstrip(".,0123456789 -_#") in _NOT_NAMES


def unfinished(name: str) -> bool:
    """Tell whether words end as no name does: Worried about."""
    return " " in name and name.rsplit(" ", 1)[1] in _OPEN


def _is_time(name: str) -> bool:
    """Tell whether words are a date or how long something took, as stands above a meeting: June 14, 2022; 48m 12s."""
    words = [word.strip(".,").casefold() for word in name.split()]
    dated = any(map(str.isdigit, words)) and not _MONTHS.isdisjoint(words)
    return _TOOK.fullmatch(name) is not None or (
        dated and all(word in _MONTHS or word[0].isdigit() for word in words)
    )


def plausible(name: str, count: int, *, sure: bool = False) -> bool:
    """Tell whether words in the place of a name, seen so many times, name a speaker."""
    if sure:
        name = _BESIDE_NAME.sub("", name) or name
    words = name.split()
    if not words or len(words) > 6:
        return False
    if telling(name) or (sure and _PHONE.fullmatch(name)):
        return True
    if _is_time(name) or (count > 1 and _INVERTED.fullmatch(name)):
        return not _is_time(name)
    if heads(words[0]) or unfinished(name) or _SAID.match(name) or ("/" in name and count < 3):
        return False
    if not any(letter.isalpha() for letter in name) or _CLOCK.search(name):
        return False
    if (count > 1 and _DESCRIBED.fullmatch(name)) or _TITLED.fullmatch(name):
        return True
    marks = ';?!"“”，、。；' if sure else ',;?!"“”，、。；'
    if name[0].islower() or any(mark in name for mark in marks) or name.endswith("."):
        return sure and not any(mark in name for mark in '?!"“”') and len(words) <= 4 and count > 1
    capital = sum(not word[0].islower() or word.casefold() in _PARTICLES for word in words)
    if count >= 3:
        return len(words) <= 4 or capital >= len(words) - 1
    return capital == len(words) and len(words) <= 4 and (count > 1 or len(words) <= 3)


def telling(name: str) -> bool:
    """Tell whether a name is plainly that of a speaker: P07, FG2, Speaker 1, Interviewer."""
    return bool(
        (_CODE_NAME.fullmatch(name) and not heads(name))
        or _GENERIC.fullmatch(name)
        or HELPING.fullmatch(name)
        or IN_COURT.fullmatch(name)
        or role_of(name)
    )


def accepted(counts: Counter[str], share: float = 1.0, *, sure: bool = False, wary: bool = False) -> set[str]:
    """Return the names that are speakers; a name seen once counts only beside names that recur.

    `share` is how many of the lines have such a label: few labels on few lines are headings with a colon.
    """
    names = {name for name, count in counts.items() if plausible(name, count, sure=sure)}
    if share > 0.6 and all(name.islower() for name in names):
        # Most lines have such a label, so that even names in small letters are names.
        names |= {
            name
            for name, count in counts.items()
            if count >= 3
            and len(name.split()) <= 2
            and name == name.lower()
            and any(letter.isalpha() for letter in name)
            and not heads(name.split()[0])
            and not unfinished(name)
        }
    # Initials may happen to be a word that heads remarks (NB, PS); no remark comes every few lines.
    names |= _together(counts, names)
    among = sum(_two_letters(name) for name in names) > 2
    names |= {
        name
        for name, count in counts.items()
        if _two_letters(name) and count >= (2 if among else max(4, 0.2 * counts.total()))
    }
    if "me" in counts and sum(_MASKED.fullmatch(name) is not None for name in names) >= 2:
        names.add("me")  # several at once, beside Am and Bf
    if sure:
        return names
    if wary:
        return _warily(counts, names, share)
    names |= _beside(counts, names)
    recurring = {name for name in names if counts[name] > 1}
    plain = {name for name in names if telling(name)}
    called = any(role_of(name) or _GENERIC.fullmatch(name) for name in plain)
    if not recurring:
        # A short exchange: two or more names that are plainly labels.
        return names if called and len(plain) >= 0.5 * len(names) and len(names) >= 2 else set()
    return names


def _warily(counts: Counter[str], names: set[str], share: float) -> set[str]:
    """Return those of the names that are speakers where other lines often look the same."""
    asking = any(counts[name] > 1 and role_of(name) for name in names)
    once = {name for name in names if counts[name] == 1 and plausible(name, 1)}
    names = {name for name in names if telling(name) or counts[name] >= (2 if asking else 4)}
    often = max((counts[name] for name in names), default=0)
    again = {name for name in counts if counts[name] > 1 and plausible(name, counts[name])}
    # Some come often, or most come back.
    likely = sum(count for name, count in counts.items() if name in again or plausible(name, count))
    recur = len(again) > 2 and often >= 4 and sum(counts[name] for name in again) >= 0.6 * likely
    # Or nearly all do, and nothing else looks like it.
    steady = len(again) > 1 and often >= 3 and counts.total() >= 6
    steady = steady and sum(counts[name] for name in again) >= 0.8 * counts.total()
    if (share >= 0.4 and (len(names) >= 2 or recur)) or steady:
        names |= again | (once if steady else set())
    if share >= 0.9 and len(names) >= 2:
        names |= once | _together(counts, names)  # every line has such a label
    return names if len(names) >= 2 and often >= (2 if asking else 3) else set()


def _together(counts: Counter[str], names: set[str]) -> set[str]:
    """Return words that join names of people who speak alone elsewhere: P3 and P4."""
    known = {name for name in names if counts[name] > 1}
    return {name for name in counts if joins(name, known)}


def joins(name: str, known: Collection[str]) -> bool:
    """Tell whether words join names that are known, or codes: Ruth & P4."""
    parts = _JOINING.split(name)
    return len(parts) > 1 and all(part in known or _CODE_NAME.fullmatch(part) for part in parts)


def _beside(counts: Counter[str], names: set[str]) -> set[str]:
    """Return more names beside plain ones: mere numbers, and what recurs most where nobody would answer who asks."""
    plain = {name for name in names if counts[name] > 1 and telling(name)}
    found = {name for name, count in counts.items() if count > 1 and re.fullmatch(r"\d{1,2}", name)}
    if not plain:
        numbered = sum(counts[name] for name in found)
        often = any(counts[name] >= 3 for name in names)
        return found if often and len(found) >= 2 and numbered >= 0.3 * counts.total() else set()
    if len(names | found) == 1:
        most, count = next(((n, c) for n, c in counts.most_common() if n not in names), ("", 0))
        in_turn = abs(counts[next(iter(names))] - count) <= 2
        likely = len(most.split()) <= 2 and most[:1].isalpha() and not any(mark in most for mark in ',;?!"')
        if likely and count >= max(4, 0.3 * counts.total()) and (in_turn or all(map(role_of, plain))):
            found.add(most)
    return found


def _two_letters(name: str) -> bool:
    return len(name) == 2 and name.isalpha() and name.isupper()
