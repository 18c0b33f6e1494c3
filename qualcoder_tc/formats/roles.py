# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who asks: by the name in the label, by a legend in the text, by how people speak."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from qualcoder_tc.formats import same_person, who_asks
from qualcoder_tc.model.transcript import Turn

_ROLES = (
    (
        "interviewer",
        r"i|iv|int|intv|intvr|q|interviewer(?:[:*_/]?in|s)?|interviewende|intervieweu(?:r|se)|enqu[êe]t(?:eur|rice)|"
        r"entrevistador(?:a|es)?|intervistat(?:ore|rice)|intervjuare|intervjuer|haastattelija|tazatel(?:ka)?|"
        r"ankieter(?:ka)?|interviuotoj(?:a|as)|kérdező|görüşmeci|interviuvator|cyfwelydd|интервьюер|інтерв'юер|"
        r"συνεντευκτ(?:ής|ρια)|المحاور(?:ة)?|محاور(?:ة)?|מראיינ(?:ת)?|מראיין|访谈[者员員]|訪談[者員]|采访者|採訪者|记者|問|问|"
        r"聞き手|インタビュアー|質問者|면접자|인터뷰어|질문자|采访人|访问[者员員]|訪問[者員]|"
        r"pewawancara|penemubual|penemuramah|người phỏng vấn|phỏng vấn viên|ผู้สัมภาษณ์|साक्षात्कारकर्ता|مصاحبه‌?گر|mhojaji|msaili|"
        r"onderhoudvoerder|ispitivač(?:ica)?|intervjuerka|spraševal(?:ec|ka)|anketar(?:ka)?|интервюиращ(?:ият?|а)?|intervievator|"
        r"intervjueerija|küsitleja|intervētāj[sa]|spyrill|elkarrizketatzailea|interjúkészítő|wywiadow(?:ca|czyni)|"
        r"prowadząc[ay]|інтерв'юерка|интервьюерка|agallóir|tagapanayam",
    ),
    (
        "moderator",
        r"mod|moderator(?:in|ka|ė|ius|s)?|moderation|modérat(?:eur|rice)|moderador(?:a)?|moderat(?:ore|rice)|"
        r"gesprächsleit(?:ung|er|erin)|модератор|ведущ(?:ий|ая)|модераторка|ведуч(?:ий|а)|moderátor(?:ka)?|moderatör|moderaattori|ordstyrer|animat(?:eur|rice)|μεσολαβητής|συντονιστής|الميسر(?:ة)?|מנחה|主持人|司会(?:者)?|진행자|사회자|chair(?:person|man|woman)?|conven[eo]r",
    ),
    (
        "facilitator",
        r"fac|facil|facilitator(?:s)?|facilitat(?:eur|rice)|facilitador(?:a)?|facilitat(?:ore|rice)|hwylusydd",
    ),
    (
        "researcher",
        r"res|researcher(?:s)?|chercheu(?:r|se)|forscher(?:in)?|forschende|investigador(?:a)?|ricercat(?:ore|rice)|"
        r"pesquisador(?:a)?|onderzoeker|forskare|forsker|tutkija|badacz(?:ka)?|tyrėj(?:a|as)|výzkumni(?:k|ce)|kutató|araştırmacı|"
        r"ymchwilydd|исследователь(?:ница)?|дослідни(?:к|ця)|ερευν(?:ητής|ήτρια)|الباحث(?:ة)?|باحث(?:ة)?|חוקר(?:ת)?|研究[者员員]|"
        r"調査者|조사자|연구자|fieldworker|peneliti|penyelidik|nhà nghiên cứu|nghiên cứu viên|ผู้วิจัย|शोधकर्ता|پژوهشگر|"
        r"mtafiti|navorser|istraživač(?:ica)?|raziskoval(?:ec|ka)|výskumní(?:k|čka)|изследовател(?:ка)?|cercetăto(?:r|are)|uurija|"
        r"pētnie(?:ks|ce)|rannsakandi|ikertzailea|taighdeoir|mananaliksik|调查[者员]|調查[者員]",
    ),
)
# A number, a name beside the role (Moderator Jane, Mod - Priya), or a word before it (co-facilitator) may stand with it.
_ROLE_PATTERNS = tuple(
    (
        role,
        re.compile(
            rf"(?i)(?:(?:co|lead|second|first|assistant|main|other|the)[-. ]{{1,2}})?(?P<word>{words})\.?"
            r"(?:\s*[-_#]?\s*\d{1,2}|\s+(?-i:[A-Z]))?"
            r"(?P<beside>\s*[-–/,(]\s*[^\W\d_][\w .'’-]{0,30}\)?|\s+(?-i:[A-Z])[\w'’-]{1,20})?"
        ),
    )
    for role, words in _ROLES
)
# What legends call people: "I = interviewer; Y = informant".
_LEGEND = re.compile(
    r"(?m)(?:^|[;,(/:]|\band\b)[ \t]*(?P<label>[^\W\d_][\w ]{0,14}?)[ \t]*[=:–-][ \t]*"
    r"(?P<what>[^\W\d_]{3,20}(?: [^\W\d_]{2,12}){0,2})"
    r"(?:[^\n(=;]{0,40}\((?P<as>[^\W\d_]{3,20})\))?"
)
_DONE_BY = re.compile(
    r"(?i)\b(?:interviewed|conducted|moderated|facilitated|interviewt) (?:by|von|durch):?[ ]+(?P<who>(?-i:[A-Z])[^\n,;(]{1,40})"
)
_ANSWERING = re.compile(
    r"(?i)(?:participants?|respondents?|informants?|interviewees?|teilnehme(?:r|nde)(?:in)?|befragte[rs]?|proband(?:in)?|"
    r"interviewée?|enquêtée?|répondante?|participante?|entrevistad[oa]|informante|intervistat[oa]|partecipante|respondentka|"
    r"rozmów(?:ca|czyni)|badan[ya]|dalyv(?:is|ė)|informant(?:as|ė)|cyfranogwr|respondent|респондент(?:ка)?|участни(?:к|ца)|"
    r"المشارك(?:ة)?|מרואיינ(?:ת)?|מרואיין|משתתפ(?:ת)?|受访者|受訪者|被访者|話し手|回答者|協力者|참여자|응답자|"
    r"informan|narasumber|responden|partisipan|người trả lời|người tham gia|ผู้ให้(?:ข้อมูล|สัมภาษณ์)|उत्तरदाता|प्रतिभागी|"
    r"مصاحبه‌?شونده|مشارکت‌?کننده|mhojiwa|mshiriki|deelnemer|sugovorni(?:k|ca)|ispitani(?:k|ca)|kazivač(?:ica)?|"
    r"sogovorni(?:k|ca)|vastaaja|haastateltava|vastanu|viðmælandi|deltaker|deltager|intervjuperson|válaszadó|interjúalany|"
    r"dotazovan[ýá]|účastní(?:k|ce|čka)|інформант(?:ка)?|опитуван(?:ий|а)|учасни(?:к|ця)|katılımcı|görüşülen|"
    r"συνεντευξιαζόμεν(?:ος|η)|συμμετέχ(?:ων|ουσα)|service user|patient|narrator)"
    r"(?:\s*[-#]?\s*\d{1,3}|\s*[A-Z])?|P\d{1,3}|SU[-_ ]?\d{1,3}"
)
_RESPONDENT = re.compile(r"(?i)res\.?(?:[-_ ]?\d{1,2})?")  # a respondent, where nobody else could answer
_ASKING_MASK = re.compile(r"Y\d?[mfwd]?\d?")
_MASK = re.compile(r"(?:[A-XZ]|\?)\d?[mfwd]\d?|me")
_QUESTION = re.compile(r"[ \t*_\[(]*Q(?:uestion)?[ \t]?\d{1,4}(?![^\W_])")
_QUESTIONS = re.compile(r"\n[ \t*_\[(]*Q(?:uestion)?[ \t]?\d")  # one of them, so that no other has to be looked for
_HELPING = re.compile(r"(?i)(?:co|second|assistant)[-. ]")  # beside whom somebody leads
_NUMBERED = re.compile(r"[A-Za-z]{1,3}[-_. ]?\d{1,3}")
_REMARK = re.compile(r"\(([^()\n]{1,30})\)")
ANSWERS, NOT_TOLD = "answers", "not told"
_TOP = 3000  # characters in which a legend stands
# Who is who above the talk: "Interviewer: Jane Smith (JS)".
_NAMED = re.compile(
    r"(?m)^[ \t]*(?P<what>[^\W\d_][^\n:：\t=(]{2,25}?)(?:\(s\))?[ \t]*(?:[:：]|\t)[ \t]*(?P<who>[^\n]{1,80})$"
)
_AND = re.compile(r"[,;/&()]|\b(?:and|und|et|y|e)\b")


@lru_cache(maxsize=4096)
def role_of(name: str) -> str | None:
    """Return the asking role that a speaker's name tells, None if it tells none.

    A lone R, or R1, is as often the respondent as the researcher, M as often Mary or a man as the moderator.
    """
    for role, pattern in _ROLE_PATTERNS:
        match = pattern.fullmatch(name.strip())
        if match and (match["beside"] is None or len(match["word"]) > 2):
            return role
    return None


def answers(name: str) -> bool:
    """Tell whether a name is that of somebody who is asked: Participant 3, Befragte, P07."""
    return _ANSWERING.fullmatch(name) is not None


def find_roles(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """Return the asking roles of speakers: what stands above the talk, else their names, else who mostly asks.

    Who goes by several names, Jane Smith and JS, has one role; whoever is not known, or many at once, has none.
    """
    same = same_person.people([turn.speaker for turn in turns if turn.speaker])
    nobody = {name for name in same if same_person.NOBODY.fullmatch(name)}
    if not nobody and all(name == one for name, one in same.items()):
        return _of_people(text, turns)
    merged = [
        replace(turn, speaker=None if turn.speaker in nobody else same[turn.speaker]) if turn.speaker else turn
        for turn in turns
    ]
    told = {same[name]: role for name in same if (role := _by_name(name)) is not None and name not in nobody}
    found = told | _of_people(text, merged, told)
    return {name: found[one] for name, one in same.items() if one in found and name not in nobody}


def _by_name(name: str) -> str | None:
    """Return the role that a name tells, or what stands behind a comma in it: Sandra Salinas, Entrevistadora."""
    return role_of(name) or (role_of(name.rpartition(",")[2]) if "," in name else None)


def _of_people(text: str, turns: Sequence[Turn], told: Mapping[str, str] | None = None) -> dict[str, str]:
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    found = {name: role for name in names if (role := _by_name(name) or (told or {}).get(name)) is not None}
    if len(names) > 1 and len(found) == len(names):
        # Somebody answers: whoever has a code of few letters and a number, IV-03 beside Researcher.
        coded = {name for name in found if _NUMBERED.fullmatch(name)}
        found = {name: role for name, role in found.items() if name not in coded or coded == set(found)}
    shortened = {name for name in found if _RESPONDENT.fullmatch(name)}
    if shortened and shortened != set(found) and (len(found) == len(names) or _say_much(turns, shortened)):
        found = {name: role for name, role in found.items() if name not in shortened}
    found |= _masked(names) | _numbered(text, turns)
    found |= _beside_names(text, turns)
    top = text[: min(_TOP, next((turn.label_start for turn in turns if turn.speaker), 0))]
    told = _told(top, names)
    found = {name: role for name, role in (found | told).items() if role not in (ANSWERS, NOT_TOLD)}
    answering = {name for name in names if answers(name) or told.get(name) == ANSWERS}
    often = who_asks.often(turns)
    if not found and len(often) == 2 and len(answering.intersection(often)) == 1:
        # Where one of two is called the participant, the other one asks.
        found[next(name for name in often if name not in answering)] = "interviewer"
    rare = set(names).difference(
        who_asks.mainly(turns)
    )  # Sandra Salinas, Entrevistadora: once, and EN from then on
    if len(names) >= 2 and all(_HELPING.match(name) or name in rare for name in found):
        asking = who_asks.mostly_asks(text, [turn for turn in turns if turn.speaker in often])
        if asking is not None and asking not in answering:
            found[asking] = found.get(asking, "interviewer")
        elif asking is None and not found and len(names) == 3:
            found = dict.fromkeys(who_asks.two_ask(text, turns) - answering, "interviewer")
    return found


def _say_much(turns: Sequence[Turn], names: Collection[str]) -> bool:
    """Tell whether most of what is said is said by some of the speakers, and so is what they answer."""
    said = sum(turn.end - turn.start for turn in turns if turn.speaker)
    return sum(turn.end - turn.start for turn in turns if turn.speaker in names) >= 0.5 * said


def _masked(names: Collection[str]) -> dict[str, str]:
    """Return who asks where people go by a letter and their sex, as Bohnsack writes group discussions: Y1, Am, Bf."""
    asking = {name for name in names if _ASKING_MASK.fullmatch(name)}
    masked = sum(_MASK.fullmatch(name) is not None for name in names if name not in asking)
    return dict.fromkeys(asking if masked >= max(1, 0.6 * (len(names) - len(asking))) else (), "interviewer")


def _numbered(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """Return who asks the questions that have numbers before the names, as committees publish what they hear."""
    if _QUESTIONS.search(text) is None:
        return {}
    asked = [turn.speaker for turn in turns if turn.speaker and _QUESTION.match(text, turn.label_start, turn.start)]
    known = dict.fromkeys(name for name in asked if role_of(name) is None)
    others = {turn.speaker for turn in turns if turn.speaker} - set(asked)
    return dict.fromkeys(known, "interviewer") if len(asked) >= who_asks.FEW - 1 and others else {}


def _beside_names(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """Return roles in brackets behind names in their first labels: Jane (interviewer)."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for turn in turns:
        if turn.speaker and turn.speaker not in seen:
            seen.add(turn.speaker)
            remark = _REMARK.search(text, turn.label_start, min(turn.start, turn.label_start + 100))
            if remark and (role := role_of(remark[1])):
                found[turn.speaker] = role
    return found


def _told(top: str, names: Collection[str]) -> dict[str, str]:
    """Return what the lines above the talk say of speakers: their asking role, or that they answer."""
    found: dict[str, str] = {}
    for match in _LEGEND.finditer(top):
        label, what = match["label"].strip(), match["what"].strip()
        if label in names and label.casefold() != what.casefold():
            first = what.split(" ", 1)[0]
            if role := role_of(what) or role_of(first) or role_of(match["as"] or ""):
                found[label] = role
            elif answers(what) or answers(first) or answers(match["as"] or ""):
                found[label] = ANSWERS
            elif len(label) < 3:
                found[label] = (
                    NOT_TOLD  # I – Ingrid: whatever it is, it is not what the letter stands for elsewhere
                )
    for match in _DONE_BY.finditer(top):
        who = match["who"].split(" on ")[0].split(" at ")[0]
        found |= {name: "interviewer" for name in names if _is_called(name, who)}
    for match in _NAMED.finditer(top):
        what = match["what"].strip()
        role = role_of(what)
        if (role is None and not answers(what)) or ("\t" in match[0] and what in names):
            continue  # the latter is a row with the names of speakers above their columns
        for who in _AND.split(match["who"]):
            for name in names:
                if role_of(name) is None and not answers(name) and _is_called(name, who.strip()):
                    found[name] = role or ANSWERS
    return found


def _is_called(name: str, who: str) -> bool:
    """Tell whether a speaker's label is a person's name, part of it, or its initials."""
    words = who.replace(".", " ").split()
    mine = name.replace(".", " ").casefold().split()
    if not words or not mine:
        return False
    initials = "".join(word[0] for word in words if word[0].isupper())
    return set(mine) <= {word.casefold() for word in words} or name.replace(".", "") in (initials, initials[:1])
