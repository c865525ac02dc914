"""Made-up people with known truth: names in their own script or sounds, and the ways in which texts write them.

Each tradition builds names from its own parts and writes them by systems that are in use: for Cyrillic BGN/PCGN,
ISO 9, passports, the French press and the English press; for Kazakh besides the Latin alphabet of 2021; for Arabic
ALA-LC, the English, the French and the Egyptian press; for Chinese pinyin in both orders and Wade-Giles. Nothing
here reads the ontology or the resolver.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

__all__ = ["TRADITIONS", "Style", "Tradition"]

Parts = tuple[str, ...]

# ------------------------------------------------------------------------------------------------ Cyrillic

_COMMON = dict(zip("абвгдзийклмнопрстуфыэ", "abvgdziyklmnoprstufye", strict=True))
_BGN = _COMMON | {"е": "e", "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
                  "ъ": "", "ь": "", "ю": "yu", "я": "ya"}  # fmt: skip
_ISO = _COMMON | {"е": "e", "ё": "ë", "ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "ъ": "",
                  "ь": "ʹ", "ю": "û", "я": "â", "й": "j", "э": "è"}  # fmt: skip
_PASSPORT = _BGN | {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}
_FRENCH = _BGN | {"ж": "j", "ч": "tch", "ш": "ch", "у": "ou", "ю": "iou", "я": "ia", "й": "i"}
_LATIN_2021 = {"ж": "j", "х": "h", "ц": "ts", "ч": "tş", "ш": "ş", "щ": "ştş", "ъ": "", "ь": "", "ю": "iu",
               "я": "ia", "й": "i", "и": "i", "ы": "y", "ё": "io"}  # fmt: skip
_LATIN_2021 = _COMMON | {"е": "e"} | _LATIN_2021
_KAZAKH_BGN = {"қ": "q", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "u", "ғ": "gh", "ң": "ng", "і": "i", "һ": "h"}
_KAZAKH_PRESS = {"қ": "k", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ғ": "g", "ң": "n", "і": "i", "һ": "h"}
_KAZAKH_2021 = {"қ": "q", "ә": "ä", "ө": "ö", "ү": "ü", "ұ": "ū", "ғ": "ğ", "ң": "ñ", "і": "ı", "һ": "h"}

_RUSSIAN_MEN = (
    "Александр Алексей Анатолий Андрей Антон Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир "
    "Владислав Вячеслав Геннадий Георгий Григорий Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин "
    "Леонид Максим Михаил Никита Николай Олег Павел Пётр Роман Руслан Семён Сергей Станислав Степан Тимофей "
    "Фёдор Юрий Яков"
).split()
_RUSSIAN_WOMEN = (
    "Александра Алина Анастасия Анна Валентина Валерия Вера Виктория Галина Дарья Екатерина Елена Елизавета "
    "Жанна Зинаида Зоя Инна Ирина Ксения Лариса Лидия Людмила Маргарита Марина Мария Надежда Наталья Нина Ольга "
    "Полина Раиса Светлана Тамара Татьяна Ульяна Юлия"
).split()
_RUSSIAN_STEMS = (
    "Абрам Авдей Агаф Аким Аксён Алфер Андрон Антип Арсень Бабк Багр Балаш Баран Бел Берёз Богдан Бойк Болот "
    "Бород Брыз Булат Быстр Вавил Васнец Ведер Верш Вишнев Влас Волк Ворон Гавр Галк Глад Глеб Голуб Горбач "
    "Горд Гребн Грим Грох Гусел Давыд Данил Дегтяр Дем Дол Дорош Дрозд Дуб Дьяк Елис Ерм Ерш Жар Ждан Желез "
    "Жил Жук Завьял Зайц Захар Звер Зимин Зорк Зуб Зык Калаш Калин Капуст Карп Кас Кваш Кирс Клим Клюк Княж "
    "Кобз Козл Колес Комар Кондр Копыл Корн Корш Кост Котл Кочет Крас Крот Круг Крыл Кудр Кузьм Кул Куп Курат "
    "Лавр Лагут Лап Лев Лис Лобач Логв Лопат Лук Лыс Люб Макар Мал Март Масл Медвед Мел Мирон Мих Мороз Мур "
    "Назар Наум Неж Нест Нос Овсян Овч Орех Орл Остап Павл Панкр Пантел Пах Перв Петух Пим Плет Погод Пол Пон "
    "Поп Потап Прох Пуш Раз Род Рожк Руд Рыб Рязан Сав Сад Сам Свир Селив Сем Сер Сид Син Скворц Смирн Сок "
    "Сол Стар Стеб Столь Стрел Сух Тарас Тверд Тереб Тим Тит Тих Толмач Троф Туман Тур Уваров Усак Уст Фад "
    "Фил Фир Фом Фрол Хар Хлеб Хом Худ Царь Чеб Черн Чиж Чуд Шаб Шап Шат Шев Шил Ширяй Шуб Щеп Щерб Юд Юр Яким Яс"
).split()
_RUSSIAN_ENDINGS = (
    "ов ин ев енков енко ский анов ников инский ович урин ёнов ацкий ушкин ихин ычев аков".split()
)

_KAZAKH_MEN = (
    "Абай Айдар Айбек Алмас Арман Асқар Асылбек Бақыт Бауыржан Бекзат Берік Болат Дәулет Данияр Дархан Ерлан "
    "Ержан Ермек Жандос Жанибек Жасұлан Жомарт Қайрат Қанат Қасым Қуаныш Мақсат Мұрат Марат Мейрам Мұхтар Нұрлан "
    "Нұрсұлтан Оралхан Өмірбек Рүстем Сәкен Самат Серік Тимур Төлеген Ұлан Шамиль Шыңғыс Ілияс"
).split()
_KAZAKH_WOMEN = (
    "Айгүл Айжан Айнұр Ақмарал Әлия Әсел Бақытгүл Ботагөз Гүлнар Гүлнәр Дана Динара Жанар Жұлдыз Зәуре Зарина "
    "Қарлығаш Күлпаш Ләззат Мадина Майра Меруерт Назгүл Нұргүл Сәуле Салтанат Толқын Шолпан"
).split()
_KAZAKH_STARTS = (
    "Нұр Бек Жан Ай Ақ Алтын Бай Ер Қай Мақ Сұл Тем Шын Қуан Ораз Ән Дос Құт Сән Мей Қара Жол Той Сам".split()
)
_KAZAKH_MALE = "бек жан тай болат мұрат сұлтан ғали дос дәулет мырза жігіт қожа тұр хан".split()
_KAZAKH_FEMALE = "гүл жан нұр сұлу көз шаш ай бике қыз ханым".split()
_KAZAKH_STEMS = (
    "Абдрахман Абен Әбіл Айтмағамбет Ақмет Ақжол Алдияр Алтынбек Амангелді Аспандияр Атымтай Ауез Байболат "
    "Байжан Баймұрат Байтұрсын Бектас Бекмұхамбет Бекен Дүйсен Досым Елеусіз Есен Есқали Жақып Жансүгір Жарылқасын "
    "Жолдас Жүсіп Жұмабай Иманғали Исатай Қабыл Қалдыбай Қарабай Қожахмет Құдайберген Құлман Құрман Мамыр "
    "Мәмбет Молдағали Мұқан Нұрпейіс Оңғар Орынбай Оспан Рахым Сағынтай Садық Сейіт Смағұл Сүлейман Тәжібай "
    "Тоқай Төлеу Тұрсын Ұзақбай Үмбет Шаймерден Шәкір Ысқақ"
).split()

# ------------------------------------------------------------------------------------------------ Arabic
# By sound: capitals are emphatic consonants (D H S T Z), AIU long vowels, ` is ayn, x kh, G gh, c sh, J th.

_ARABIC_MEN = (
    "muHammad aHmad maHmUd `alI Hasan Husayn ibrAhIm ismA`Il yUsuf ya`qUb `umar `uJmAn xAlid sa`Id jamAl kamAl "
    "karIm muSTafA mUsA hArUn `abdallAh fayCal nASir mancUr racId SAliH TAriq ziyAd bacIr amIn anwar ayman "
    "bilAl fArUq GassAn hAcim jAbir lu'ayy mAjid munIr nAdir nabIl qAsim rA'id ra'Uf SAbir sAmI cukrI TAhir "
    "walId wA'il yAsir yaHyA zakI zuhayr"
).split()
_ARABIC_WOMEN = (
    "fATima `A'ica maryam xadIja zaynab layla nUr hudA amIna samIra nAdiya salmA rIm su`Ad widAd hanAn karIma "
    "rAniya lubnA najwA nawAl sawsan wafA'"
).split()
_ARABIC_EPITHETS = (
    "raHmAn raHIm malik qAdir `azIz karIm laTIf HamId majId rAziq fattAH wahhAb jabbAr Hakim xAliq salAm Gaffar nASir hAdI"
).split()
_ARABIC_NISBAS = (
    "baGdAdI baSrI tikrItI mawSilI Halabi dimacqI HimSI Hamawi qudsI GazzI nAbulsI xalIlI miSrI TanTAwI iskandarI "
    "SUrI lubnAnI trablusI sanhUrI yamanI San`AnI `adanI najdI HijAzI makkI madanI qaTarI kuwaytI `umAnI TUnisI "
    "jazA'irI fAsI murrAkicI sUsI sUdAnI nUbI qurayci tamImI zahrAnI GAmidI `utaybI HarbI cammarI dulaymI jubUrI "
    "rubay`I `ubaydI sAmarrA'I karbalA'I najafI mUsawI HusaynI HasanI `alawI AnSArI qAdirI rifA`I SAfI cAfi`I "
    "HaddAd najjAr xayyAT xabbAz Tabbax Sabbag dabbAG qassAb `aTTAr Sarraf jawharI kAtib qADI xaTIb Haddi"
).split()
# Family names are as productive as roots and patterns are: 1, 2, 3 stand for the consonants of a root.
_ARABIC_ROOTS = (
    "Hdd njr xbz Tbx Sbg dbg qSb `Tr Srf jhr ktb xTb rcd Slm mlk nSr fDl hjr bdr cms qmr njm shl jbl wdy bHr mTr brq r`d "
    "rbH ksb tjr mlH Hsn krm jwd fDH Sdq Hfz nZr bSr sm` Hkm `dl nZm `zm qdr slT mjd crf rf` `lw sfr rHl Tyr Syd Drb qTl "
    "fth nqr rsm xTT zyd bkr xld mr` zr` Hrj Gnm bqr jml frs slH drb Trq jsr bny hdm `mr skn dwr bwb mftH Sfr xDr zrq Hmr "
    "swd byD Tbb dwy jrH xyT nsj Hyk dbH lHm smn `sl Hlb zbd jbn tmr nxl `nb tyn rmn zytn qTn"
).split()
_ARABIC_PATTERNS = "1a2Ui 1A2i3 1a2I3 1a2A3 1u2ay3 1a22A3 1A2i3I 1a2a3I 1u2ay3I ma12U3 mi12A3 1a23I 1a23An 1a23AnI 1i2A3I 1a22Uc".split()
_ARABIC_SYSTEMS: dict[str, dict[str, str]] = {
    "ala": {"A": "ā", "I": "ī", "U": "ū", "D": "ḍ", "H": "ḥ", "S": "ṣ", "T": "ṭ", "Z": "ẓ", "`": "ʿ", "'": "ʾ",
            "x": "kh", "G": "gh", "c": "sh", "C": "ṣ", "J": "th"},
    "english": {"A": "a", "I": "i", "U": "u", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
                "x": "kh", "G": "gh", "c": "sh", "C": "s", "J": "th"},
    "french": {"A": "a", "I": "i", "U": "ou", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
               "x": "kh", "G": "gh", "c": "ch", "C": "s", "J": "th", "j": "dj", "u": "ou"},
    "egyptian": {"A": "a", "I": "y", "U": "ou", "D": "d", "H": "h", "S": "s", "T": "t", "Z": "z", "`": "", "'": "",
                 "x": "kh", "G": "gh", "c": "sh", "C": "s", "J": "th", "j": "g", "q": "k"},
}  # fmt: skip

# ------------------------------------------------------------------------------------------------ Chinese

_CHINESE_SURNAMES = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Song Tang "
    "Han Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Cui "
    "Zhong Tan Fan Jin Shi Liao Jia Xia Fu Fang Bai Zou Meng Xiong Qin Qiu Hou Yin Xue Yan Lei Long Duan Hao Kong "
    "Shao Mao Chang Wan Gu Lai Kang Qian Niu Hong Gong"
).split()
_CHINESE_SYLLABLES = (
    "ai an bao bin bo chang chao chen cheng chun da dan de dong fang fei feng fu gang guang gui guo hai han hao he "
    "heng hong hua huan hui jia jian jiang jie jin jing jun kai kang ke kun lan lei li lian liang lin ling long lu "
    "mei meng min ming na nan ning peng ping qi qian qiang qin qing quan rong ru rui shan shao sheng shi shu shuang "
    "song tao tian ting tong wei wen wu xi xia xian xiang xiao xin xiong xiu xuan xue ya yan yang yi yin ying yong "
    "yu yuan yue yun ze zhen zheng zhi zhong zhu zi"
).split()
_WADE = (
    ("zh", "ch"),
    ("q", "ch'"),
    ("x", "hs"),
    ("j", "ch"),
    ("z", "ts"),
    ("r", "j"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
)

# ------------------------------------------------------------------------------------------------ Romance

_SPANISH_GIVEN = (
    "José Juan Luis Carlos Jorge Miguel Pedro Manuel Francisco Antonio Alejandro Ángel Andrés Raúl Óscar Héctor "
    "Iván Joaquín Martín Nicolás Ramón Rubén Sebastián Tomás Víctor Germán Gonzalo Hernán Rodrigo Simón María Ana "
    "Lucía Sofía Inés Mónica Verónica Belén Carmen Rocío Pilar Mercedes Beatriz Silvia Andrea Camila Daniela Elena "
    "Florencia Gabriela Isabel Julieta Lorena Marta Natalia Paula Raquel Sandra Teresa Ximena Yolanda Zoé"
).split()
_SPANISH_SURNAMES = (
    "García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Reyes "
    "Morales Cruz Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza Vásquez Castillo Jiménez Moreno Romero Herrera "
    "Medina Aguilar Vargas Castro Guzmán Méndez Fernández Muñoz Salazar Soto Vega Delgado Peña Ríos Ortega Núñez "
    "Domínguez Suárez Cabrera Campos Acosta Figueroa Ávila Molina Carrillo Contreras Sandoval Navarro Guerrero "
    "Estrada Valdez Lara Pacheco Ibáñez Solís Cárdenas Bravo Espinoza Montoya Quispe Mamani Huamán Condori Arias "
    "Benítez Bermúdez Caballero Calderón Cordero Cortés Duarte Escobar Fuentes Galván Ibarra Juárez Ledesma Luna "
    "Maldonado Marín Mejía Miranda Montes Nieto Ojeda Olivera Pineda Ponce Quintero Robles Rojas Rosales Salinas "
    "Serrano Sosa Trujillo Uribe Valencia Velasco Villa Zamora Zapata Zúñiga"
).split()
_SPANISH_ROOTS = (
    "Agui Alda Alta Ame Ansa Ara Arre Asti Atxa Azpi Bara Barra Basa Bel Beltra Bengo Cal Carra Ceba Cere Echa Ela Eli "
    "Erra Esca Etxe Gala Gara Garma Goi Goro Iba Iga Illa Inza Iri Ira Isa Jaure Lanza Larra Lasa Leza Lope Lu Mada Men "
    "Mendi Monte Muja Noga Oia Ola Ora Ordo Orue Osa Oya Sara Sola Sube Ugar Una Urda Urru Usa Vera Vida Vila Yra Zala "
    "Zama Zuba Zuma"
).split()
_SPANISH_TAILS = (
    "bal barren barri berri beña bide biondo bizu buru cain chea coa dia do ga gal gaña garay goitia gorri guren guti jo "
    "lde ldi lera leta lza mendi mburu nain navar nda ndez ndia nea ngo nza ondo queta rán rde rena reño rola rreta rri "
    "rtu runa sco so soain sti tegui tia turri tz zabal zar zu"
).split()

# ------------------------------------------------------------------------------------------------ Western

_WESTERN_GIVEN = (
    "James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Paul Steven "
    "Andrew Kenneth George Joshua Kevin Brian Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric "
    "Stephen Jonathan Larry Scott Frank Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen "
    "Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie "
    "Laura Rebecca Cynthia Kathleen Amy Angela Jürgen Günther Björn Søren Åsa Hélène François Jérôme Zoë Anaïs "
    "Kristján Łukasz Małgorzata Zdeněk Jiří László Ágnes Tõnis Mārtiņš"
).split()
_WESTERN_FIRST = (
    "Ack Al Ash Bar Ben Ber Black Blom Brad Bran Brom Bur Cal Car Clay Col Crom Dal Den Dor Dun East Ed Ell Els Fair "
    "Far Fen Fitz Gar Gil Glen Gold Gra Green Had Hal Ham Har Hart Hav Hazel Hen Hol Horn Hunt Inger Ken Kil Kirk "
    "Lan Lang Law Lin Lock Mac Mal Mar Mel Mer Mid Mor Nor North Oak Ol Os Pem Pres Rad Ran Red Ridge Rock Ros Row "
    "Rus Sal San Shel Sher Stan Stock Stone Strat Sut Thorn Tol Up Var Wake Wal War Way Wel West Whit Wil Win Wood Yar"
).split()
_WESTERN_LAST = (
    "bach beck berg bourne brook burn burg bury by cliff comb court croft dale den feld field ford gard gate ham hart "
    "haus heim hill hoff holm holt hurst kamp land leigh ley lock low lund man mann mark mere mond more mouth nell "
    "park quist rich ridge ring row sen shaw son stad stein stone strand ström ton vall vik wald ward water way well "
    "wick wood worth wright"
).split()
_NICKNAMES = {"Robert": "Bob", "William": "Bill", "Richard": "Dick", "Kenneth": "Ken", "Elizabeth": "Liz",
              "Michael": "Mike", "Thomas": "Tom", "Edward": "Ted", "Margaret": "Peggy"}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a text writes a name: the spelling system, and whether it keeps diacritics."""

    system: str
    plain: bool


@dataclass(frozen=True)
class Tradition:
    """People who are named alike.

    Attributes:
        make: a name's parts, the given name first.
        systems: spelling systems, each with how often it is used.
        write: parts, system and form ("full", "long", "initials", "turned", "surname") -> the name as written.
        share: of all people.
        family: which part is the surname.
    """

    name: str
    make: Callable[[Random], Parts]
    systems: tuple[tuple[str, float], ...]
    write: Callable[[Parts, str, str, Random], str]
    share: float
    family: int = -1

    def known_by(self, parts: Parts) -> tuple[str, str]:
        """Given name and surname, as most texts have them."""
        return parts[0], parts[self.family]

    def style(self, rng: Random) -> Style:
        """The style of one author."""
        systems, weights = zip(*self.systems, strict=True)
        return Style(rng.choices(systems, weights)[0], rng.random() < 0.6)

    def written(self, parts: Parts, style: Style, form: str, rng: Random) -> str:
        """A name as a text of that style has it."""
        text = self.write(parts, style.system, form, rng)
        return _without_marks(text) if style.plain else text


def _without_marks(text: str) -> str:
    split = unicodedata.normalize(
        "NFKD", text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    )
    return "".join(c for c in split if not unicodedata.combining(c) and c not in "ʹʿʾ")


def _arranged(given: str, middle: str, surname: str, form: str) -> str:
    if form == "initials":
        middle_initial = f" {middle[0]}." if middle and len(middle) > 3 and len(surname) % 2 else ""
        return f"{given[0]}.{middle_initial} {surname}"
    if form == "turned":
        return f"{surname} {given}"
    if form == "surname":
        return surname
    if form == "long" and middle:
        return f"{given} {middle} {surname}"
    return f"{given} {surname}"


# A few stems are frequent, most are rare, as surnames are.
def _skewed(rng: Random, words: Sequence[str]) -> str:
    return words[int(len(words) * rng.random() ** 1.7)]


def _russian(rng: Random) -> Parts:
    woman = rng.random() < 0.4
    given = _skewed(rng, _RUSSIAN_WOMEN if woman else _RUSSIAN_MEN)
    father = _skewed(rng, _RUSSIAN_MEN)
    surname = _skewed(rng, _RUSSIAN_STEMS) + rng.choice(
        ["", "", "", "ас", "ат", "ел", "ир", "оп", "ур", "ян", "уш", "иш"]
    )
    surname += _skewed(rng, _RUSSIAN_ENDINGS)
    if woman and surname.endswith("ский") | surname.endswith("цкий"):
        surname = surname[:-2] + "ая"
    elif woman and not surname.endswith(("енко", "ович")):
        surname += "а"
    return given, _patronymic(father, woman), surname


def _patronymic(father: str, woman: bool) -> str:
    if father.endswith("ий"):
        return father[:-2] + ("ьевна" if woman else "ьевич")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евна" if woman else "евич")
    if father.endswith(("а", "я")):
        return father[:-1] + ("инична" if woman else "ич")
    return father + ("овна" if woman else "ович")


def _kazakh(rng: Random) -> Parts:
    woman = rng.random() < 0.35
    given = _skewed(rng, _KAZAKH_WOMEN if woman else _KAZAKH_MEN)
    if rng.random() < 0.5:
        given = rng.choice(_KAZAKH_STARTS) + rng.choice(_KAZAKH_FEMALE if woman else _KAZAKH_MALE)
    if not woman and rng.random() < 0.1:
        given = f"{given}-{rng.choice(_KAZAKH_MEN)}"
    father = rng.choice(_KAZAKH_MEN)
    stem = _skewed(rng, _KAZAKH_STEMS)
    if rng.random() < 0.5:
        stem = rng.choice(_KAZAKH_STARTS) + stem.lower()
    vowel = stem.endswith(("й", "і", "и", "у"))
    surname = (stem[:-1] + "ев" if vowel else stem + "ов") + ("а" if woman else "")
    return given, father + ("овна" if woman else "ович"), surname


def _cyrillic(parts: Parts, system: str, form: str, _: Random) -> str:
    given, middle, surname = (_romanised(part, system) for part in parts)
    return _arranged(given, middle, surname, form)


_TABLES = {
    "bgn": _BGN | _KAZAKH_BGN, "iso": _ISO | _KAZAKH_BGN, "passport": _PASSPORT | _KAZAKH_PRESS,
    "french": _FRENCH | _KAZAKH_PRESS, "press": _BGN | {"ё": "e"} | _KAZAKH_PRESS,
    "latin": _LATIN_2021 | _KAZAKH_2021,
}  # fmt: skip


def _romanised(word: str, system: str) -> str:
    """BGN/PCGN and the press write "ye" after a vowel and at the start, and the press shortens "iy" to "y"."""
    table = _TABLES[system]
    out: list[str] = []
    for i, letter in enumerate(word.lower()):
        before = word[i - 1].lower() if i else ""
        if letter == "е" and system in ("bgn", "press") and (not before or before in "аеёиоуыэюяьъ-"):
            out.append("ye")
        else:
            out.append(table.get(letter, letter))
    text = "".join(out)
    if system == "press":
        text = text[:-2] + "y" if text.endswith(("iy", "yy")) else text
    if system == "french" and text.endswith(("ov", "ev")):
        text = text[:-1] + ("ff" if len(text) % 2 else "v")
    return "-".join(part[:1].upper() + part[1:] for part in text.split("-"))


def _arabic(rng: Random) -> Parts:
    woman = rng.random() < 0.3
    given = _skewed(rng, _ARABIC_WOMEN if woman else _ARABIC_MEN)
    if not woman and rng.random() < 0.25:
        given = f"`abd al-{rng.choice(_ARABIC_EPITHETS)}"
    kind = rng.random()
    if kind < 0.25:
        surname = "al-" + _skewed(rng, _ARABIC_NISBAS)
    elif kind < 0.9:
        root = rng.choice([each for each in _ARABIC_ROOTS if len(each) == 3])
        pattern = rng.choice(_ARABIC_PATTERNS)
        surname = "".join(root[int(each) - 1] if each.isdigit() else each for each in pattern)
        surname = f"al-{surname}" if kind < 0.7 else surname
    elif kind < 0.96:
        surname = f"abU {rng.choice(_ARABIC_MEN)}"
    else:
        surname = rng.choice(_ARABIC_MEN)
    return given, rng.choice(_ARABIC_MEN), rng.choice(_ARABIC_MEN), surname


def _arabic_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    given, father, grandfather, surname = (_arabised(part, system, rng) for part in parts)
    middle = f"{father} {grandfather}" if len(father) % 2 else father
    if form == "long" and rng.random() < 0.2:
        middle = f"ibn {father}"
    return _arranged(given, middle, surname, form)


def _arabised(word: str, system: str, rng: Random) -> str:
    table = _ARABIC_SYSTEMS[system]
    article = {"egyptian": "el-", "french": "El ", "english": "al-", "ala": "al-"}[system]
    bare = word.removeprefix("al-")
    if bare.startswith("`abd al-"):
        # One name in several ways: Abdel Rahman, Abdul-Rahman, Abdulrahman, ʿAbd al-Raḥmān.
        rest = _arabised(bare.removeprefix("`abd al-"), system, rng)
        lead = {"ala": "ʿAbd al-", "french": "Abdel", "egyptian": "Abdel "}.get(system) or rng.choice(
            ["Abdul ", "Abdul-", "Abdul"]
        )
        return lead + (rest if lead[-1] in " -" else rest.lower())
    text = "".join(table.get(letter, letter) for letter in bare)
    if system == "french" and text.endswith("in"):
        text += "e"
    if system in ("english", "egyptian"):
        text = text.replace("ay", "ai" if rng.random() < 0.3 else "ei") if rng.random() < 0.5 else text
        if rng.random() < 0.4 and not word[0] == "u":
            text = text.replace("u", "o", 1)
    text = " ".join(part[:1].upper() + part[1:] if part[0] not in "ʿʾ" else part for part in text.split())
    return article + text if word.startswith("al-") else text


def _chinese(rng: Random) -> Parts:
    given = rng.choice(_CHINESE_SYLLABLES)
    if rng.random() < 0.88:
        given += f"-{rng.choice(_CHINESE_SYLLABLES)}"
    return given, _skewed(rng, _CHINESE_SURNAMES)


def _chinese_written(parts: Parts, system: str, form: str, _: Random) -> str:
    given, surname = parts
    if system == "wade":
        given = "-".join(_waded(each) for each in given.split("-")).capitalize()
        surname = _waded(surname.lower()).capitalize()
    elif system == "hyphen":
        given = given.capitalize()
    else:
        joint = "'" if "-" in given and given.partition("-")[2][0] in "aeo" else ""
        given = given.replace("-", joint).capitalize()
    if form == "surname":
        return surname
    if form == "initials":
        return f"{given[0]}. {surname}"
    # The surname comes first at home; the other order is what is "turned" here.
    return f"{given} {surname}" if form == "turned" or system == "western" else f"{surname} {given}"


def _waded(syllable: str) -> str:
    for pinyin, wade in _WADE:
        if syllable.startswith(pinyin):
            return wade + syllable[len(pinyin) :]
    return syllable


def _spanish(rng: Random) -> Parts:
    first, second = rng.sample(_SPANISH_GIVEN, 2)
    if rng.random() < 0.35:
        first, second = f"{first} {second}", ""
    paternal, maternal = (
        _skewed(rng, _SPANISH_SURNAMES) if rng.random() < 0.3
        else rng.choice(_SPANISH_ROOTS) + rng.choice(_SPANISH_TAILS)
        for _ in range(2)
    )  # fmt: skip
    if rng.random() < 0.06:
        paternal = f"de {rng.choice(['la ', 'los ', ''])}{paternal}"
    return first, second if rng.random() < 0.4 else "", paternal, maternal


def _spanish_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    first, second, paternal, maternal = parts
    joint = {"press": " ", "hyphen": "-", "y": " y "}[system]
    if form == "long":
        return " ".join(filter(None, (first, second, f"{paternal}{joint}{maternal}")))
    if form == "full" and rng.random() < 0.45:
        return f"{first} {paternal}{joint}{maternal}"
    return _arranged(first, second, paternal, form)


def _western(rng: Random) -> Parts:
    given = _skewed(rng, _WESTERN_GIVEN)
    middle = rng.choice(_WESTERN_GIVEN) if rng.random() < 0.6 else ""
    surname = rng.choice(_WESTERN_FIRST) + _skewed(rng, _WESTERN_LAST)
    kind = rng.random()
    if kind < 0.05:
        surname = rng.choice(["O'", "Mc", "van ", "von ", "de "]) + surname
    elif kind < 0.12:
        surname += f"-{rng.choice(_WESTERN_FIRST)}{rng.choice(_WESTERN_LAST)}"
    return given, middle, surname


def _western_written(parts: Parts, system: str, form: str, rng: Random) -> str:
    given, middle, surname = parts
    if system == "german":
        for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
            given, surname = given.replace(letter, pair), surname.replace(letter, pair)
    if system == "nickname":
        given = _NICKNAMES.get(given, given)
    if form == "turned":
        form = "full"
    if form == "full" and middle and rng.random() < 0.25:
        return f"{given} {middle[0]}. {surname}"
    return _arranged(given, middle, surname, form)


TRADITIONS = (
    Tradition("Slavic", _russian, (("press", 6), ("bgn", 2), ("passport", 1), ("iso", 0.4), ("french", 0.6)), _cyrillic, 0.25),
    Tradition("Kazakh", _kazakh, (("press", 6), ("bgn", 1), ("passport", 1), ("latin", 1.5), ("french", 0.2)), _cyrillic, 0.1),
    Tradition("Arabic", _arabic, (("english", 6), ("egyptian", 1), ("french", 1.5), ("ala", 0.7)), _arabic_written, 0.2),
    Tradition("Chinese", _chinese, (("pinyin", 6), ("western", 2), ("hyphen", 1), ("wade", 0.2)), _chinese_written, 0.1),
    Tradition("Spanish", _spanish, (("press", 8), ("hyphen", 0.7), ("y", 0.3)), _spanish_written, 0.15, 2),
    Tradition("Western", _western, (("press", 9), ("german", 0.7), ("nickname", 0.3)), _western_written, 0.2),
)  # fmt: skip
