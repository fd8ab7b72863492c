"""What a sentence's shape says: that it complains, requests, asks, or only seems to ask.

Patterns over the letters of `attention_words`, with the kind of sentence each catches beside it. Invariant: a rule
speaks of grammar and trade at large. Deliberately absent: who the sentence is for, which `attention` weighs.
"""

import re

from inbox.attention_reading import Reading, Sentence

BEGINNING = "^[fgptkqE1L%,]*(?:pY)?"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns).replace("^^", BEGINNING))


COMPLAINT = _any_of(
    "(?<!O)nf?b",  # не работает, не открывается
    "n[fEI]?[G~]|n.{0,2}U",  # так и не пришло, can't submit, никто не отвечает, never arrived
    "nM[fIp]*U",  # не могу войти
    "B",  # сломано, перепутали, error, charged twice
    "[GS].{0,4}C",  # привезли холодную, order arrived cold
    "N.{0,3}S|S.{0,3}N",  # ужас, а не сервис
    "W.{0,5}[D0]|[D0].{0,4}W|qW",  # жду третий день, still waiting
    "qn",  # до сих пор не
    "1.{0,4}D|D.{0,3}1",  # нет воды третий день
    "Gnp?[SI]",  # доставили не по адресу
    "S.{0,4}nd|S.{0,4}1$",  # чек не упал, денег на карте нет
)
REQUEST = _any_of(
    "(?<!n)R",  # пришлите, помогите
    "^^P(?:[I%]|.{0,3}[S%]|$)|%P",  # send me, cancel the order, please help
    "(?<!n)&.*[%I]|[%I].*&|^.{2,}%|%.{2,}",  # положите пожалуйста, сообщите мне, the rose one please
    "^[fEp]*U.{0,3}S",  # поменять адрес
    "(?<!n)u.{0,3}(?:[US$]|~.{0,4}[S$])",  # хочу заказать, need a refund
)
QUESTION = _any_of(
    "A",  # подскажите, не знаете, looking for
    "o.{0,2}T",  # кто знает, anyone know
    "(?:^|[^z])l",  # подойдёт ли
    "^^I?Q",  # где …, сколько …, which …
    r"Q[$=]|^[^IYn]+Q[^n]{0,2}$|^[^IrYFxn]{1,6}a.?$|.w.?$",  # он сколько стоит, старт когда, срок какой
    "^^h(?!Hd).{0,3}[vU~mH]|^^h[xF]",  # как вернуть, how long, how do I
    "h[pfI]{0,2}[U~]|S.*h.{0,2}v|^[^jNI]+h$",  # не знаю как оплатить, удалить профиль как
    "^^w[xsmF]|^^w(?!I)[^,]{1,7}$",  # when is …, когда привезёте
    "^^a(?![ji>I]|J[^d]*d)|pa[S$zevb]",  # какая комиссия, what time, на каком тарифе
    "^^c[zp]?[SvUmb]|(?:^^|,)c[fE]{0,2}p|c[vU]|cm[vU]",  # что с заказом, чем отличается, что делать
    "^^e.{1,6}$|^^p?Ye|ep?Y|^E?[^InkE]{1,8}e$",  # есть в наличии, у вас есть, а доставка есть
    "^^m|[^n]m$|^(?!f)[^jInkx]{0,3}m.{0,4}$|^[^jI]{0,6}m[Uv]",  # можно с собакой, картой можно, лимит можно увеличить
    "^^xn?[YrfIoSei]|^^s.|,(?:s[rY]|x[YIr])|^^F[rfYIoS]",  # do you …, is there …, will there be …
    "V|^[^,]*2$|^[fE]*Y?2",  # доставляете в Химки, бартер рассматриваете
    "^[^jI]{1,6}/.{1,4}$",  # доступ навсегда или на год, оригинал или реплика
    "^p*o.*S",  # у кого ещё лежит приложение
    "^[fE]*J?S{1,2}$",  # подарочный сертификат
    "u.{0,2}T",  # want to know
    "[haQw]n?x[IYrfo]",  # …, so how can I
)
PRICE = _any_of(r"^[fEgpq0zS%,]{0,4}\$[fEgpq0zS%,]{0,4}$")  # цена, цена доставки в Казань, price of the large one
GOODS = _any_of("^[fEpzJ0]{0,3}S[fpzS0]{0,3}$")
TALK = _any_of(
    "X",  # кто ж такое придумал, who doesn't love …
    "^[fEg,]*o(?!.*[TS])",  # кто сегодня на концерт, anyone watching the game
    "^fc,",  # ну что, готовы?
    "^^g+[fpzJ,]{0,4}$",  # как дела, народ
    "y(?!.*Y)",  # а ты где взял
)
CONTENT = re.compile("[jkX>]")
TRADE = re.compile("[S$=D0R]")
LONGEST_PLEA = 12
FEELING = re.compile("[NjL]")
SURPRISE = frozenset("kjcohan1qgt")
SINGLE_SURPRISES = frozenset("zO")
MEANT = re.compile(r"[AS$=VYlU]")
CLOSING = frozenset("tkfjLg")
THANKS = re.compile("[tk]")
BUT = re.compile("[E0]")
FOLLOW_UP = re.compile("[oQhcwe0#]")
LONGEST_THANKS = 8


def complains(sentence: Sentence) -> bool:
    return bool(COMPLAINT.search(sentence.shape)) and not CONTENT.search(sentence.shape) and not _is_tale(sentence)


def requests(sentence: Sentence) -> bool:
    return bool(REQUEST.search(sentence.shape)) and not _is_tale(sentence)


def asks(sentence: Sentence) -> bool:
    """By its words alone, or by its question mark if it is no mere surprise."""
    if "?" in sentence.ends:
        return not _is_talk(sentence) and not _is_surprise(sentence)
    if "!" in sentence.ends or FEELING.search(sentence.shape) or _is_talk(sentence):
        return False
    return bool(QUESTION.search(sentence.shape) or PRICE.search(sentence.shape))


def names_goods(sentence: Sentence) -> bool:
    """Under a post, naming the thing is asking about it: размер 42, доставка в Казань."""
    return bool(GOODS.search(sentence.shape))


def _is_tale(sentence: Sentence) -> bool:
    """A long sentence with nothing of trade in it is a story, whatever went wrong there."""
    return len(sentence.shape) > LONGEST_PLEA and not TRADE.search(sentence.shape)


def _is_talk(sentence: Sentence) -> bool:
    return bool(TALK.search(sentence.shape))


def _is_surprise(sentence: Sentence) -> bool:
    """Серьёзно? Правда? What?"""
    words = sentence.shape.replace(",", "").lstrip("fE")
    return words in SINGLE_SURPRISES or (len(words) <= 2 and SURPRISE.issuperset(words))


def is_meant(reading: Reading) -> bool:
    """A message that laughs may still ask or complain in earnest: of trade, or of the team."""
    return reading.asks and bool(MEANT.search(reading.shape))


def closes(reading: Reading) -> bool:
    """Thanks, fine, 👍: nothing is left to answer."""
    if is_wordless(reading):
        return not reading.asks
    words = reading.shape.replace(",", "").replace(".", "")
    is_pure = CLOSING.issuperset(words) and words.strip("fg") != ""
    return is_pure or (len(words) <= LONGEST_THANKS and bool(THANKS.search(words)) and not BUT.search(words))


def follows_up(reading: Reading) -> bool:
    """In an open conversation: ау, ??, есть новости, an order's number."""
    return reading.asks or bool(FOLLOW_UP.search(reading.shape))


def greets(reading: Reading) -> bool:
    return "g" in reading.shape[:3]


def is_wordless(reading: Reading) -> bool:
    """Emoji, laughter, signs."""
    return not reading.shape.strip("L,.")
