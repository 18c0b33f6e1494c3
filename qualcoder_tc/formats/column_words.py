# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What heads the columns of a table of talk, in many languages: who speaks, what was said, when, and what else."""

from __future__ import annotations

_WHO = """
speaker|speakers|name|who|voice|speaker name|speaker label|speaker id|talker|who speaks|who spoke|who is speaking
sprecher|sprecherin|sprecher/in|sprecher:in|sprecher*in|sprecherinnen|sprechende|redner|rednerin|wer|wer spricht
locuteur|locutrice|locuteur/trice|locuteur·rice|interlocuteur|intervenant|intervenante|qui|qui parle|orateur
hablante|locutor|locutora|locutor/a|interlocutor|quién|quien|quién habla|parlante|interlocutore|chi parla|oratore
falante|orador|oradora|quem|quem fala|interveniente|spreker|sprekers|wie|wie spreekt|wie zegt|aan het woord
taler|taleren|talar|talare|talaren|hvem|vem|den som taler|puhuja|kuka|mówca|mówiący|osoba|kto|kto mówi|rozmówca
mluvčí|kdo|hovoriaci|beszélő|ki beszél|vorbitor|vorbitorul|cine|konuşmacı|konuşan|kõneleja|runātājs|kalbėtojas
govornik|govorec|govornica|tko|kdo govori|говорещ|кой|говорящий|спикер|кто|мовець|спікер|хто|говорник
ομιλητής|ομιλητής/τρια|ποιος|المتحدث|المتكلم|من|דובר|דוברת|מי|گوینده|वक्ता|ผู้พูด|người nói|pembicara|penutur|msemaji
说话人|说话者|發言人|发言人|說話者|說話人|讲话人|话者|話者|発話者|話し手|화자|발화자|말하는 사람
"""
_PERHAPS_WHO = """
person|participant|persona|personne|pessoa|persoon|personen|persoon|deelnemer|participante|partecipante|deltager|deltagare
deltaker|teilnehmer|teilnehmerin|teilnehmer/in|teilnehmende|henkilö|osallistuja|uczestnik|uczestniczka|účastník|személy
résztvevő|kişi|katılımcı|лицо|участник|учасник|особа|συμμετέχων|πρόσωπο|الشخص|المشارك|人物|人|参与者|発言者|参加者|사람|참여자
dalyvis|asmuo|persoană|participantă|rolle|role|rol|rôle|ruolo|papel
"""
_SAID = """
words|text|utterance|utterances|transcript|said|content|turn|quote|transcription|sentence|dialogue|what was said
what they said|what is said|turn text|spoken text|transcript text|verbatim|speech text|transcribed text|talk
äußerung|äusserung|aussage|aussagen|inhalt|transkript|transkription|gesagtes|wortlaut|gesprochenes|redebeitrag|beitrag
was gesagt wurde|transkripttext|gesprochener text
texte|contenu|propos|parole|paroles|énoncé|énoncés|dit|ce qui est dit|verbatims|transcrit|prise de parole|retranscription
texto|contenido|transcripción|intervención|enunciado|lo dicho|dicho|habla|lo que dice|parlamento|diálogo|transcripcion
testo|contenuto|trascrizione|enunciato|detto|battuta|intervento|cosa dice|parlato|conteúdo|transcrição|fala|enunciação
dito|o que disse|tekst|inhoud|uitspraak|uitspraken|gezegd|wat gezegd|wat er gezegd is|wat wordt gezegd|wat zegt|transcriptie
ytring|ytringer|replik|hvad bliver sagt|det sagte|udsagn|indhold|utsagn|utsagt|innhold|hva sies|yttrande|vad sägs|innehåll
transkribering|sagt|sagt text|puheenvuoro|puhe|lausuma|teksti|litterointi|sisältö
wypowiedź|wypowiedzi|treść|treść wypowiedzi|co powiedziano
transkrypcja|výpověď|výrok|promluva|obsah|výpoveď|přepis|prepis|megszólalás|megnyilatkozás|szöveg|elhangzott|átirat|enunț
ce s-a spus|replică|conținut|söz|söylem|söylenen|metin|ifade|içerik|konuşma|ütlus|tekst|teksts|izteikums|pasisakymas
tekstas|izjava|iskaz|govor|izgovorjeno|besedilo|высказывание|реплика|текст|речь|сказано|что сказано|содержание|изказване
вислів|висловлювання|репліка|зміст|мовлення|исказ|λόγος|κείμενο|εκφώνημα|τι ειπώθηκε|περιεχόμενο|الكلام|النص|القول|ما قيل
المحتوى|דברים|טקסט|תוכן|מה נאמר|متن|گفته|कथन|पाठ|คำพูด|ข้อความ|lời nói|nội dung|ucapan|tuturan|ujaran|isi|maneno
内容|話的内容|谈话内容|訪談內容|發言內容|发言内容|话语|話語|文本|逐字稿
発話|発話内容|発言|発言内容|本文|말|내용|발화|발화 내용|발언|大意
"""
_TIMES = """
time|times|timestamp|time stamp|timespan|timecode|time code|start|begin|time start|start time|begin time|start (s)|in
tc|zeit|zeitmarke|zeitstempel|uhrzeit|beginn|anfang|temps|heure|minutage|horodatage|début|tiempo|minuto|hora|inicio
marca de tiempo|tempo|ora|minutaggio|inizio|início|tijd|tijdcode|begintijd|tid|tidskode|tidkod|tidspunkt|tidpunkt
aika|aikaleima|czas|znacznik czasu|čas|idő|időbélyeg|timp|süre|zaman|saat|aeg|laiks|laikas|vrijeme|время|тайм-код|таймкод
час|време|χρόνος|ώρα|الوقت|الزمن|זמן|زمان|समय|เวลา|thời gian|waktu|wakati|时间|時間|时间码|時刻|タイムコード|시간
"""
_ENDS = "end|end time|time end|out|stop|until|ende|fin|fine|fim|eind|eindtijd|slut|koniec|конец"
_LINES = """
no|nr|#|n|id|turn|line|line no|line number|row|turn no|zeile|zeilennummer|zeilennr|zln|absatz|lfd nr|ligne|lignes|numéro
n°|nº|núm|num|numero|número|línea|linea|linha|riga|turno|regel|regelnummer|linje|linjenr|linje nr|rad|radnr|rivi|rivinumero
wiersz|linia|lp|řádek|riadok|sor|sorszám|rând|nr crt|satır|sıra|sıra no|rida|rinda|eilutė|redak|vrstica|строка|№|рядок|ред
γραμμή|α/α|سطر|السطر|رقم|שורה|מספר|خط|ردیف|บรรทัด|dòng|stt|baris|mstari|行|行号|序号|編號|编号|行番号|番号|줄|번호|순번
"""
_BESIDE = """
note|notes|comment|comments|memo|memos|code|codes|coding|theme|themes|remark|remarks|observation|observations|annotation
date|place|activity|event|keyword|keywords|category|categories|translation|notizen|notiz|anmerkung|anmerkungen|kommentar
kommentare|bemerkung|bemerkungen|kode|kodes|kategorie|paraphrase|remarque|remarques|commentaire|commentaires|catégorie|thème
notas|nota|observaciones|comentario|comentarios|código|códigos|categoría|tema|osservazioni|commento|commenti|codice|codici
categoria|observações|comentários|comentário|opmerking|opmerkingen|notities|thema|noter|bemærkning|bemærkninger|merknad
merknader|anteckning|anteckningar|kommentarer|kod|koder|huomio|huomiot|koodi|koodit|uwagi|notatki|komentarz|kody|poznámka
poznámky|kód|kódy|megjegyzés|megjegyzések|kódok|observații|notă|notlar|not|kodlar|märkused|piezīmes|pastabos|kodas|napomena
opombe|заметки|примечание|примечания|комментарий|код|коды|примітки|нотатки|бележки|σημειώσεις|κωδικός|κωδικοί|σχόλια|ملاحظات
الترميز|הערות|קוד|یادداشت|टिप्पणी|หมายเหตุ|ghi chú|catatan|kode|maelezo|备注|備註|编码|編碼|注释|備考|コード|メモ|비고|메모|코드
"""


_CODES = """
code|codes|code name|codename|name of code|code label|tag|tags|tag name|theme|themes|subtheme|sub-theme|category|categories
subcategory|sub-category|subcode|label|node|nodes|concept|kode|kodes|kodename|kategorie|kategorien|oberkategorie
unterkategorie|hauptkategorie|subkategorie|thema|codename|catégorie|thème|étiquette|nœud|código|códigos|categoría|etiqueta
tema|codice|codici|categoria|etichetta|categorie|thema's|kategori|koder|kod|kody|kategoria|koodi|koodit|kategoria|kód|kódy
kategória|kategorie|cod|coduri|kodas|kategorija|koda|код|коды|категория|категорія|коди|тема|κωδικός|κατηγορία|الرمز|الفئة
קוד|קטגוריה|编码|代码|编码名称|類別|类别|编号名称|コード|カテゴリ|カテゴリー|코드|범주|kode tema
"""
_DEFINITIONS = """
definition|definitions|description|descriptions|meaning|explanation|full definition|brief definition|short definition
operational definition|code definition|code description|inclusion|inclusion criteria|exclusion|exclusion criteria|when to use
when not to use|include|exclude|use when|coding rule|coding rules|rules|what it means|definition/description
beschreibung|bedeutung|erklärung|kodierregel|kodierregeln|codierregel|abgrenzung|ankerbeispiel|définition
signification|critères d'inclusion|règles|definición|descripción|significado|criterios de inclusión|reglas|definizione
descrizione|significato|definição|descrição|definitie|omschrijving|beschrijving|betekenis|wanneer|definisjon|beskrivelse
betydning|beskrivning|innebörd|määritelmä|kuvaus|definicja|opis|znaczenie|definice|definícia|popis|význam|definíció|leírás
meghatározás|definiție|descriere|tanım|açıklama|apibrėžimas|aprašymas|definicija|opis koda|določitev|определение|описание
визначення|опис|значення|ορισμός|περιγραφή|التعريف|الوصف|הגדרה|תיאור|定义|描述|定義|說明|说明|説明|정의|설명|definisi|deskripsi
"""
_QUOTES = """
representative quote|representative quotation|illustrative quote|illustrative quotation|example quote|example quotation
exemplar quote|exemplar|sample quote|supporting quote|key quote|quote example|example|examples|example from data|data extract
example text|typical quote|example from the data|illustrative example|data example|verbatim example|in vivo example
beispiel|beispiele|beispielzitat|zitatbeispiel|belegzitat|belegstelle|ankerzitat|exemple|exemples|citation représentative
citation illustrative|verbatim illustratif|exemple de verbatim|ejemplo|ejemplos|cita representativa|cita ilustrativa|cita ejemplo
esempio|esempi|citazione esemplificativa|citazione rappresentativa|exemplo|exemplos|citação representativa|voorbeeld
voorbeelden|voorbeeldcitaat|illustratief citaat|eksempel|eksempler|eksempelcitat|exempel|exempelcitat|esimerkki|esimerkkejä
przykład|przykłady|przykładowy cytat|příklad|příklady|példa|példák|exemplu|örnek|örnek alıntı|пример|примеры|пример цитаты
приклад|παράδειγμα|παραδείγματα|مثال|أمثلة|דוגמה|דוגמאות|示例|例子|例句|代表性引文|典型引语|例|例示|예시|대표 인용문
contoh|contoh kutipan
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(
        word.strip().casefold() for line in words.split("\n") for word in line.split("|") if word.strip()
    )


WHO, PERHAPS_WHO, SAID, TIMES = _set(_WHO), _set(_PERHAPS_WHO), _set(_SAID), _set(_TIMES)
LINES, BESIDE, ENDS = _set(_LINES), _set(_BESIDE), _set(_ENDS)
NOT_SAID = TIMES | LINES | BESIDE | ENDS | {"question", "topic"}
CODES, DEFINITIONS, QUOTES = _set(_CODES), _set(_DEFINITIONS), _set(_QUOTES)
HEADS = WHO | PERHAPS_WHO | SAID | TIMES | LINES | BESIDE | ENDS | DEFINITIONS


def plain(cell: str) -> str:
    """Return what heads a column as these words are written."""
    return " ".join(cell.casefold().replace("_", " ").split()).strip(" :.?؟")
