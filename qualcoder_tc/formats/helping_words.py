# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What they are called who are there besides those who ask and answer, and many at once, in many languages."""

from __future__ import annotations

import re

HELPING = re.compile(
    r"(?i)"
    r"(?:(?:the|research|field|assistant|second|co-?) ?)?(?:note[- ]?taker|note[- ]?keeper|observer|"
    r"interpreter|translator|assistant(?: moderator| facilitator)?|technician|(?:camera|sound) ?(?:man|woman|"
    r"operator|person)|timekeeper|scribe|rapporteur|mobili[sz]er|community mobili[sz]er|chaperone?|bystander|"
    r"passer-?by)|cross[- ]?talk|over(?:lapping|lap)(?: speech| voices| talk)?|"
    r"(?:several|multiple|many|all|various) (?:voices|people|speakers|at once)|"
    r"(?:forschungs|studentische )?(?:assistenz|assistentin|hilfskraft)|"
    r"protokoll(?:ant(?:in)?|führer(?:in)?|führung)|beobachter(?:in)?|übersetzer(?:in)?|sprachmittler(?:in)?|"
    r"durcheinander|stimmengewirr|mehrere(?: stimmen)?|alle(?: durcheinander)?|preneu(?:r|se) de notes?|"
    r"observat(?:eur|rice)|traduct(?:eur|rice)|assistante?(?: de recherche)?|secrétaire(?: de séance)?|"
    r"plusieurs(?: voix)?|brouhaha|(?:persona que )?toma (?:de )?(?:notas|apuntes)|relator(?:a)?|observador(?:a)?|"
    r"traductor(?:a)?|asistente(?: de investigación)?|ayudante|varias voces|todos a la vez|anotador(?:a)?|"
    r"tradutor(?:a)?|assistente(?: di ricerca| de pesquisa)?|(?:più|tante) voci|osservat(?:ore|rice)|"
    r"verbalizzant[ei]|tradutt(?:ore|rice)|(?:várias|muitas) vozes|notulist(?:e)?|verslaggever|waarnemer|vertaler|"
    r"tolk|door elkaar|referent|observatør|observatör|sekretær|sekreterare|tulkki|kirjuri|havainnoija|"
    r"protokolant(?:ka)?|obserwator(?:ka)?|tłumacz(?:ka)?|zapisovatel(?:ka)?|pozorovatel(?:ka)?|tlumočni(?:k|ce)|"
    r"jegyző|megfigyelő|tolmács|observator|tercüman|gözlemci|raportör|наблюдатель(?:ница)?|переводчи(?:к|ца)|"
    r"протоколист(?:ка)?|ассистент(?:ка)?|все вместе|спостеріга(?:ч|чка)|перекладач(?:ка)?|عدة أصوات|المترجم(?:ة)?|"
    r"المراقب(?:ة)?|מתורגמן|מתורגמנית|משקיף|记录[员者]|記錄[員者]|观察[员者]|觀察[員者]|翻译|翻譯|多人|众人|"
    r"記録[者係]|観察者|通訳者?|一同|全員|기록자|관찰자|통역사?|notulen|pencatat|pengamat|penerjemah|mkalimani|"
    r"mwandishi|người ghi chép|người quan sát|phiên dịch|ผู้จดบันทึก|ล่าม"
)
"""A note taker, an observer, an interpreter; Crosstalk."""
