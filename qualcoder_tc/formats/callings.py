# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What those are called who help in a talk, and who speak before a court."""

from __future__ import annotations

import re

HELPING = re.compile(
    r""
    r"(?i)(?:(?:the|research|field|assistant|second|co-?) ?)?(?:note[- ]?taker|note[- ]?keeper|observer|"
    r"interpreter|translator|assistant(?: moderator| facilitator)?|technician|(?:camera|sound) ?(?:man|woman|"
    r"operator|person)|timekeeper|scribe|rapporteur|mobili[sz]er|community mobili[sz]er|chaperone?|bystander|"
    r"passer-?by)|"
    r"cross[- ]?talk|over(?:lapping|lap)(?: speech| voices| talk)?|"
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
    r"протоколист(?:ка)?|ассистент(?:ка)?|все вместе|спостеріга(?:ч|чка)|перекладач(?:ка)?|عدة أصوات|"
    r"المترجم(?:ة)?|المراقب(?:ة)?|מתורגמן|מתורגמנית|משקיף|记录[员者]|記錄[員者]|观察[员者]|觀察[員者]|翻译|翻譯|多人|众人|記録[者係]|観察者|通訳者?|"
    r"一同|全員|기록자|관찰자|통역사?|notulen|pencatat|pengamat|penerjemah|mkalimani|mwandishi|người ghi chép|người quan sát|"
    r"phiên dịch|ผู้จดบันทึก|ล่าม"
)
# As courts call people, in capitals: MR. HILL, THE WITNESS.
IN_COURT = re.compile(
    r"(?:MR|MS|MRS|MISS|DR)\.? [^\W\d_a-z][^\W\d_a-z'’-]+|THE (?:WITNESS|COURT|REPORTER|CLERK|CHAIR|PRESIDENT|"
    r"SECRETARY|"
    r"INTERPRETER|VIDEOGRAPHER|DEFENDANT|BAILIFF|FOREPERSON|JUROR|MODERATOR|SPEAKER)"
)
