"""The words by which Russian and English tell a question, a request or a complaint from talk: one letter for each kind.

A word's kind is what grammar needs to know of it, so that a message becomes a short string of letters (its *shape*) and
the rules of `attention` are patterns over shapes. `word*` is any word that begins so; the two languages share a kind.
Invariant: words of the language and of trade at large, never of one brand nor fitted to one message; each has one kind.
Deliberately absent: meaning. Which question it is, the library's matcher finds out.
"""

OTHER, DIGITS, LAUGH = "z", "0", "L"
ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("v", ("ть", "ться", "ти", "тись", "чь")),  # infinitives
    ("b", ("ет", "ит", "ют", "ут", "ят", "ат", "ется", "ится", "ются", "утся", "ятся", "атся")),  # he, they do
    ("2", ("ете", "етесь")),  # you do
    ("&", ("йте", "ьте", "йтесь", "ьтесь", "ите", "итесь")),  # do!
    ("d", ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")),  # he, she, it, they did
    ("J", ("ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие")),  # adjectives
)
"""Kinds of Russian words that no table knows, told by their endings."""

WORDS: dict[str, str] = {
    # What opens and fills a sentence: particles, words to the crowd, adverbs of now
    "f": """
        и если ну вот же то так уже просто прям очень тоже там тут здесь сейчас сегодня завтра бы это эта
        этот эти этой этом эту его ее их ребят ребята ребятки народ друзья девочки девчонки девушки коллеги
        люди господа слушайте кстати вообще реально and so also just the an guys folks all everyone team oh
        btw then now today tonight tomorrow currently
    """,
    # prepositions
    "p": """
        в во на по с со за из от до для у к ко о об про через при без под над in on at to for of from with
        by about into
    """,
    # greetings
    "g": """
        привет приветик здравствуйте здраствуйте здрасьте здравствуй здарова добрый доброе доброго доброй
        утро утра вечер вечера вечерочек приветствую hi hello hey hiya morning evening afternoon
    """,
    # thanks
    "t": """
        спасибо спасиб спасибки спасибочки спс пасиб благодарю благодарим thanks thank thx ty tysm cheers
        appreciated
    """,
    # agreement, and all being well
    "k": """
        ок окей оки окс хорошо понял поняла поняли понятно ясно ага угу ладно договорились принято учту
        разобрался разобралась разобрались норм нормально дождался дождалась попробую ok okay okey kk noted
        understood sure cool alright sorted great perfect awesome
    """,
    "1": "да нет неа yes yeah yep yup nope nah",  # yes and no
    "E": "но а однако but however",  # but
    "#": "алло ау",  # is anybody there
    "%": "пожалуйста пожалуста пож пж пжлст плиз плз please pls plz",  # please
    "q": "еще still",  # still
    "/": "или",  # or
    # Question words, the plain ones first
    "Q": """
        где куда откуда сколько скоко скока скольки скольких почему почем отчего where wheres why whys which
    """,
    "h": "как how hows",  # how
    "w": "когда when whens",  # when
    # which, what
    "a": """
        какой какая какое какие каков какого какую каким какими каком каких чей чья чье чьи what whats wats
        whts
    """,
    "c": "что чо че чего чем чему",  # what, by what
    "o": "кто кого кому кто-нибудь кто-либо ктонибудь who whos anyone anybody someone somebody",  # who, anyone
    "Z": "зачем",  # what for
    "l": "ли",  # ли
    # how much of it: long, fast, often
    "H": """
        долго быстро часто далеко скоро давно long much many often fast quickly far soon late early
    """,
    # Asking, telling to do, wanting, being able: verbs of asking
    "A": """
        подскажите подскажете подскажи скажите скажете посоветуйте посоветуете порекомендуйте порекомендуете
        интересует интересуют уточните поясните объясните расскажите уточнить ищу wondering
    """,
    "T": "знает знают знаете подскажет подскажут посоветует сталкивался сталкивались know knows",  # to know
    # polite commands that ask a service
    "R": """
        пришлите скиньте скинь отправьте вышлите дайте помогите помоги позвоните перезвоните свяжитесь
        ответьте проверьте отмените замените добавьте сделайте откройте привезите исправьте почините
        разберитесь включите выключите отключите отпишите отпишитесь удалите перенесите перешлите продлите
        подключите снимите напишите оформите запишите разблокируйте заблокируйте восстановите поменяйте
        измените уберите закройте
    """,
    # English commands
    "P": """
        send cancel help fix refund restock replace resend extend check bring add call contact give tell
        explain share provide mail email
    """,
    # to want, to need
    "u": """
        хочу хотим хотел хотела хотели хотелось хочется нужен нужна нужно нужны надо прошу требую необходимо
        want wanted wanna need
    """,
    "m": "можно можете сможете можешь нельзя возможно возможна возможен возможны",  # may one, can you
    "M": "могу можем получается удается выходит",  # I can
    "e": """
        есть имеется имеются бывает бывают остались осталось остался предоставляется предоставляются
        продается продаются входит входят any included
    """,  # there is, any
    "i": "a",  # the article
    "x": "do does did has have can could may would should",  # English auxiliaries
    "s": "is are was were",  # to be
    "F": "будет будут will",  # shall be
    "r": "it there this that they these those we she he",  # it, this, they
    # Who is spoken of
    "Y": "вы вас вам вами ваш ваша ваше ваши вашу вашего вашей ваших вашем вашим you your yours u ur",  # you, your
    "y": "ты тебя тебе тобой твой твоя твое твои твою",  # thou: one member to another
    # I, we, our
    "I": """
        я меня мне мной мой моя мое мои моего моей моему моим моих мою нам нас мы наш наша наши i im ive ill
        id my me mine our us
    """,
    # Refusing: not, nobody, cannot
    "n": """
        не ни никто cant cannot wont doesnt isnt arent didnt hasnt havent wasnt werent couldnt not never
        unable nobody no
    """,
    # Trade
    "$": "цена цены цену ценник прайс стоимость price prices pricing cost",  # price
    "=": "стоит стоят costs",  # to cost
    # what trade is about
    "S": """
        доставк* самовывоз* заказ заказа заказу заказом заказы оплата оплату оплаты возврат* обмен гаранти*
        размер размеры размера наличии наличие скидк* промокод* рассрочк* адрес* график* расписани*
        менеджер* оператор* поддержк* аккаунт* парол* счет счета карта карту карты картой карте трек треку
        трек-номер чек чека приложени* сайт* курьер* посылк* бонус* балл* кэшбек* кешбек* кешбэк* кэшбэк*
        комисси* перевод переводы перевода переводу лимит* вклад* кредит* ипотек* заявк* договор* тариф*
        подписк* сертификат* консультац* меню абонемент* сервис* обслуживан* магазин* отделени* филиал*
        точк* доступ* урок* вебинар* эфир* ссылк* состав составе инструкц* пробник* деньг* денег деньги
        бронь столик* предзаказ* ремонт* прошивк* график сотрудничеств* упаковк* опт оптом оптов* запись
        записи билет* акци* ассортимент* каталог* справк* delivery shipping order orders refunds return
        returns payment discount discounts code promo size sizes stock warranty account password cards app
        website site parcel package tracking courier driver fee fees balance transfer transfers subscription
        certificate menu store shop shops branch booking reservation table service appointment link access
        manual invoice receipt replacement available address
    """,
    # what the team does
    "V": """
        работаете доставляете отправляете принимаете продаете привозите возите откроетесь открываетесь
        закрываетесь делаете торгуете шлете высылаете меняете возвращаете обслуживаете проводите берете
        выдаете даете готовите печете предоставляете планируете привезете добавите вернете откроете сделаете
        начнете довезете доставите
    """,
    # what a customer does
    "U": """
        войти зайти оплатить заплатить заказать оформить вернуть найти дозвониться скачать открыть
        подключить получить отменить поменять изменить узнать купить приобрести записаться записать
        забронировать активировать обновить связаться восстановить перевести закрыть заблокировать отключить
        включить добавить отправить перенести продлить сменить обменять использовать применить
        зарегистрироваться авторизоваться отследить посмотреть попасть загрузить настроить снять забрать
        сдать указать вывести поговорить разместить log login sign pay buy download upload reset join submit
        receive update withdraw book track switch exchange
    """,
    "~": "get find use turn start reach open load change charge see",  # what anyone does, a customer too
    # What went wrong: what should have been done
    "G": """
        прише* пришл* приходил* приехал* доставил* привез* привоз* принес* ответил* отвеча* перезвон* верну*
        положил* открыл* получил* начисл* зачисл* обновил* обновля* сработа* дошл* дошел прислал* выслал*
        отправил* дают дали выдал* решен* решил* оплачен* доставлен* получен* найден* отправлен* зачислен*
        подтвержден* arrive* received deliver delivered delivers ship ships shipped came come work works
        working opens loads show shows showing connect connects answer* repl* respond* called вижу нахожу
        нашел нашла нашли
    """,
    # what broke or went wrong
    "B": """
        сломал* сломан* разбит* бракован* брак браком битый битая битое битые треснул* трещин* протек*
        пролил* порван* помят* просроч* глюч* глюк* вылета* виснет зависа* лага* тормозит ошибк* списал*
        обман* нахам* хамят хамство хамит безобраз* отвратит* перепутал* опазд* опозда* задерж* жалоб*
        жаловаться претенз* возмутит* недоволен недовольна разочаров* отвал* порвал* отклеил* поврежд*
        испорчен* царапин* заело заклинил* отменил* неисправн* неправильн* неверн* сбой сбои баг баги
        отказал* отклонен* отклонил* заблокирован* пропал* исчез* утер* грубо груби* нагруб* игнор* плесен*
        протух* тухл* гнил* грязн* скол сколы поцарап* разорва* лопнул* облез* проблем* верните перегрева*
        broken cracked leaking leaked leaks damaged crashed crashing crashes error errors declined wrong
        missing spilled spilt soaked rude scam stuck disconnecting drains faulty defective expired stopped
        cancelled canceled broke breaks dented scratched shattered snapped bent stained mouldy moldy rotten
        bug bugs buggy blocked rejected refused failed fails failing frozen lags lagging billed unresponsive
        unacceptable ridiculous disappointed disappointing frustrating frustrated useless delayed delay
        overdue problem problems issue issues trouble complaint complain jammed torn ripped burned burnt
        charged overcharged lost forgot freezes froze
    """,
    # what is not as it should be
    "C": """
        холодн* остывш* завял* увядш* несвеж* чужой чужую пустой пустую сырой сырая сырые cold soggy empty
        lukewarm stale dead wilted blank
    """,
    "N": "ужас ужасн* кошмар* жесть дно позор отстой трэш worst terrible awful horrible disgusting",  # horror
    "W": "жду ждем ждать ждала ждал ждали прождал* ожида* обеща* waiting waited wait promised",  # waiting, promises
    # stretches of time
    "D": """
        минут* час часа часов день дня дней дни недел* месяц месяца месяцев сутки суток вчера понедельника
        вторника среды четверга пятницы субботы воскресенья minute minutes hour hours day days week weeks
        month months yesterday
    """,
    # Talk. Joy, praise
    "j": """
        красот* красив* класс классн* крут* интересн* смешн* симпатичн* стильн* супер огонь вкусн* прелест*
        прекрасн* мил* шикарн* обожа* люблю любим восторг* кайф* бомба топ молодцы молодец ура отличн*
        доволен довольна замечательн* чудесн* уютн* love loved loving lovely amazing gorgeous beautiful nice
        cute yum yummy delicious stunning obsessed happy wow fantastic brilliant impressive excited tasty
    """,
    ">": "хорош* лучш* подходящ* best better good",  # praise, or what one chooses by
    "L": "лол хах хаха* ахах* ахха* азаза* хех хехе* ржу ору lol lmao lmfao rofl haha* hehe* xd",  # laughter
    # opinion, advice: no complaint though negated
    "O": """
        понимаете представляете видите помните поверите пожалеете увидите поймете хотите попробуйте извините
        простите держите смотрите приходите заходите нравится верится кажется спится знаю помню думаю
        понимаю спорит бывало хватит надоест никогда dont
    """,
}

PHRASES: dict[str, str] = {
    "B": """
        не тот | не та | не ту | не те | не то | не того | сколько можно | как понимать | как это понимать |
        как так можно
    """,
    "n": "no one",
    "T": "в курсе",
    "a": "что за",
    "A": """
        не подскажете | не знаете | что с | что со | что по | че по | чо по | чо с | че с | что там с | что
        там по | в чем разница | разница между | difference between | differences between | looking for |
        let me know
    """,
    "u": "would like | i would like | id like | мне бы",
    "q": "до сих пор | все еще",
    "g": """
        добрый день | доброго дня | доброй ночи | хорошего дня | как дела | как настроение | как сами | how
        are you | how are we | how is everyone | hows everyone | how is everybody | good luck | good morning
        | good evening | good afternoon | good night
    """,
    "k": """
        got it | без проблем | нет проблем | makes sense | all good | will do | no worries | no problem |
        буду ждать | see you
    """,
    "Q": "how much | how many",
    "L": "жду не дождусь | не дождусь | cant wait",
    "z": """
        which is | which was | which would | which makes | which means | have a | has a | has the | have the
        | вряд ли | едва ли | мало ли | то ли | чуть ли
    """,
    "X": """
        какой же | какая же | какие же | какое же | как же | кто ж | кто же | как можно не | что может быть
        | кто бы мог | кто бы сомневался | кто бы говорил | who doesnt | who needs | who cares | what could
        | who knew | who knows | where have you been | why not | почему бы и | а кто не
    """,
}
"""Set phrases that count as one word, with their kind; divided by |."""
