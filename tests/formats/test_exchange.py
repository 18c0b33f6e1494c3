# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Headings that take turns as names do, though nobody below them speaks to anybody; and short talks that look like them."""

from __future__ import annotations

from itertools import cycle

import pytest

from qualcoder_tc.formats.exchange import is_exchange
from tests.formats.test_heads_and_odd_labels import counted, read, talk


def headed(heads: str, *below: str) -> str:
    """Texts below headings that take turns."""
    return "\n".join(f"{head}: {one}" for head, one in zip(cycle(heads.split("/")), below, strict=False))


SELF = (
    "I worked in the garden and my back hurts.",
    "I slept badly and dreamt of you.",
    "We went to the sea with my sister.",
    "It was too warm for me.",
    "I wrote to the council again.",
    "You would laugh if you saw my hands.",
    "We ate at my mother's.",
    "I read your letter twice.",
    "We have no coal.",
    "My knee is better.",
    "I sang.",
)
HELP = (
    "I can't log in.",
    "Check that you typed your name as we sent it to you.",
    "My page is blank.",
    "Wait for a minute. If it is still blank, load it again.",
    "I lost my password.",
    "Click on Forgotten, and we send you a new one.",
    "You see a red bar.",
    "We are at work on it. Come back later.",
)
REVIEW = (
    "Please define kitchen. I was not sure what you mean.",
    "We now define it on p. 3. Thank you.",
    "Why 21 interviews?",
    "We say so on p. 4.",
    "What is the role of the first author?",
    "We have stated this in our methods.",
    "Your title is misleading.",
    "We have changed our title.",
)
SONG = ("I was young and you were far", "We are coming, we are coming home", "My love went off to be a star")
LIED = ("Ich ging im Walde so für mich hin", "Und du warst nicht da", "Ich sah die Blume stehn")
COPLA = ("Yo me fui de mi tierra", "No me olvides, no", "Tú te quedaste sola")
HEADINGS = {
    "a song": headed("Verse/Chorus", *(SONG[n] for n in (0, 1, 2, 1, 0, 1))),
    "a song in German": headed("Strophe/Refrain", *(LIED[n] for n in (0, 1, 2, 1, 0, 1))),
    "a song in Spanish": headed("Estrofa/Estribillo", *(COPLA[n] for n in (0, 1, 2, 1, 0, 1))),
    "a prayer": headed(
        "Leader/All", "Lord, we come.", "Hear us.", "For our friends.", "Hear us.", "For you.", "Hear us."
    ),
    "what reviewers want": headed("Reviewer/Response", *REVIEW),
    "a few comments": headed("Reviewer/Response", *REVIEW[:6]),
    "comments and replies": headed("Comment/Reply", *REVIEW),
    "problems and solutions": headed("Problem/Solution", *HELP),
    "myths": headed(
        "Myth/Fact",
        "You catch a cold in winter.",
        "You catch it from me.",
        "If you are well you need no jab.",
        "You do.",
    ),
    "what one is glad of": headed("Rose/Thorn", *SELF[:8]),
    "three headings": headed("Rose/Thorn/Bud", *SELF[:9]),
    "headings in no order": "\n".join(
        f"{('Work', 'Home', 'Body')[n * n % 7 % 3]}: {one}" for n, one in enumerate(SELF)
    ),
    "headings in no order, in German": "Haus: Ich war im Garten, und mein Rücken tut weh.\nHof: Wir waren am Meer.\nSeele: Es war mir "
    "zu warm.\nSeele: Ich schrieb dem Amt.\nHof: Du würdest lachen.\nHaus: Ich vergaß meine Pillen.\nSeele: Ich las deinen Brief.\n"
    "Haus: Die Hühner legen.\nHof: Mein Knie ist besser.\n",
    "good and bad": headed("Good news/Bad news", *SELF[:8]),
    "a long diary": headed("Day/Night", *(SELF * 3)[:30], "That was my day, and my night."),
    "a sermon": headed(
        "Faith/Hope/Love",
        "you have it or not.",
        "and we hope.",
        "I say it.",
        "I have seen you.",
        "thank you.",
        "we do.",
    ),
    "cards to learn from": headed(
        "Riddle/Solution", "What has hands?", "A clock.", "What am I?", "Silence.", "Where is my neck?", "On me."
    ),
}


@pytest.mark.parametrize("kind", HEADINGS)
def test_headings_that_take_turns_name_nobody_where_nobody_is_answered(kind: str) -> None:
    assert counted(read(HEADINGS[kind])) == {}


TALKS = {
    "who answers": headed("Ruth/Kofi", "So you came by bus.", "I did. It was late.", "It always is.", "Well, I had my book.", "And?", "No, I slept."),
    "who tells of oneself": headed("Ruth/Kofi", "How did you come?", "I walked.", "What did you see?", "My school.", "And now?", "I left."),
    "without punctuation": headed("ruth/kofi", "so when did you start", "in may i think", "right and who was there", "me and my mother", "okay", "so i left"),
    "in Polish": headed("Anna/Piotr", "Jak było?", "No, trudno.", "A potem?", "Potem już lepiej, bo ja znałam ludzi.", "Aha.", "Tak że dobrze."),
    "in Italian": headed("Aldo/Rosa", "Io ho cominciato nel forno di mio padre.", "Io invece ero in fabbrica.", "La notte si lavorava.",
                         "Noi facevamo i turni.", "Mi ricordo il freddo.", "Sì, il freddo.", "E poi venne la guerra.", "Non parliamone."),
    "with questions that have no word for the other": headed(
        "Ruth/Kofi", "Che cosa è cambiato?", "Mia figlia non vuole più venire.", "Chi l'ha aiutata?", "Nessuno, ho fatto tutto io.",
        "Com'è la casa?", "Prima c'era il panettiere sotto di noi, e non mi lamento.", "Quando è successo?", "In primavera."),
    "with remarks": headed("Dot/Bev", "We went there by bus.", "[laughs] We never did.", "It was my birthday.", "[coughs] Your birthday.",
                           "I had a hat.", "[laughs] You had mine."),
    "who both ask": headed("Dot/Bev", "I fed your hens.", "Did you lock the gate?", "I locked it.", "I found it open.", "Did you look?",
                           "I saw you from the window.", "I was in my bed.", "Were you?"),
    "full names": headed("Ruth Lee/Kofi Mensah", *SELF[:8]),
}  # fmt: skip


@pytest.mark.parametrize("kind", TALKS)
def test_a_short_talk_names_those_who_answer_each_other(kind: str) -> None:
    assert len(counted(read(TALKS[kind]))) == 2


def test_questions_without_a_name_above_labels_are_answered() -> None:
    lines = talk("Ruth", "Kofi").split("\n")
    told = "\n".join(
        f"How was it for you, and what did you do then?\n{('Bev', 'Dot')[n % 2]}: {one}"
        for n, one in enumerate(SELF[:8])
    )
    assert set(counted(read("\n".join(lines[:4]) + "\n" + told))) >= {"Bev", "Dot"}


def test_an_answer_that_is_always_the_same_is_no_refrain() -> None:
    assert is_exchange(
        [("Ruth", "So you went there."), ("Kofi", "No, never."), ("Ruth", "Or I did."), ("Kofi", "No, never.")] * 2
    )
    verses = [("Verse", one) for one in ("And I went there.", "Well, I did.", "So it was.")]
    assert is_exchange([*verses, ("Chorus", "We never do")])
    assert not is_exchange([line for verse in verses for line in (verse, ("Chorus", "We never do"))])
