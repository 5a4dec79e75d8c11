"""What can be read of a municipality's letter: whose it is, what it is about, and its items. A person corrects it.

Pure: text in, proposal out. It proposes nothing that the text does not say; what is not found stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from tyollisyysalue.kello import HELSINKI

OTSIKON_PITUUS = 200
KOHTIA_ENINTAAN = 40


@dataclass(frozen=True)
class Kohta:
    otsikko: str
    teksti: str = ""
    vaatimus: str = ""


@dataclass(frozen=True)
class Ehdotus:
    kunta: str = ""
    otsikko: str = ""
    toimielin: str = ""
    paatospvm: date | None = None
    pykala: str = ""
    oma_numero: str = ""
    saapui: datetime | None = None
    johdanto: str = ""
    kohdat: Sequence[Kohta] = field(default_factory=tuple)


def poimi(teksti: str, kunnat: Iterable[tuple[str, str]]) -> Ehdotus:
    """``kunnat`` are ``(code, Finnish name)`` of the municipalities that the letter may be from."""
    rivit = siisti(teksti)
    koko = "\n".join(rivit)
    johdanto, kohdat = jaa(rivit)
    ylaosa, otsikko = _otsikko(johdanto or rivit)
    toimielin, paatospvm, pykala = _paatos(koko)
    return Ehdotus(
        kunta=_kunta(koko, kunnat),
        otsikko=otsikko,
        toimielin=toimielin,
        paatospvm=paatospvm,
        pykala=pykala,
        oma_numero=_oma_numero(koko),
        saapui=_saapui(koko),
        johdanto=kappaleiksi(
            [rivi for rivi in _ilman_loppua(johdanto[ylaosa:]) if not _TERVEHDYS.match(rivi)]
        ),
        kohdat=kohdat,
    )


def siisti(teksti):
    """Lines without the spaces and hyphens that programs leave in a pasted or printed text."""
    teksti = teksti.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u00ad", "")
    teksti = re.sub(r"[\u00a0\u2007\u202f\t]", " ", teksti).replace("\u200b", "")
    return [re.sub(r" {2,}", " ", rivi.strip()) for rivi in teksti.split("\n")]


# Items

_ROOMALAISET = {"I": 1, "V": 5, "X": 10, "L": 50}
_TYYLIT = {
    "piste": re.compile(r"(\d{1,2})\.(?!\d)\s*(\S.*)"),
    "sulku": re.compile(r"(\d{1,2})\)\s*(\S.*)"),
    "pykala": re.compile(r"(\d{1,2}) ?§[.:]?\s*(.*)"),
    "pykala_ensin": re.compile(r"§ ?(\d{1,2})[.:]?\s*(.*)"),
    "kohta": re.compile(r"(?i:kohta) (\d{1,2})[.:)]?\s*(?:[–-]\s*)?(.*)"),
    "roomalainen": re.compile(r"([IVXL]{1,5})[.)]\s*(\S.*)"),
}
_LOPPU = re.compile(
    r"(?i)^(kunnioittaen|kunnioittavasti|ystävällisin terveisin|terveisin|hälsningar|med vänlig hälsning|"
    r"liitteet?\b.{0,60}$|liite \d|jakelu\b|tiedoksi\b|lisätietoja( antaa)?\b|allekirjoitu|bilag)"
)
_TERVEHDYS = re.compile(r"(?i)^(hei|hyvää päivää|hyvä \w+|hej|bästa \w+)( \w+)?[,!.]?$")
_PAIVAYS = re.compile(r"^\w+(lla|llä|ssa|ssä) \d{1,2}\.\d{1,2}\.\d{4}\.?$")
_VAATIMUS = re.compile(
    r"(?i)^(kunta|kunnanhallitus|kaupunki|kaupunginhallitus|kunnanvaltuusto|lautakunta|vaatimus|esitys|"
    r"\w+n (kunta|kaupunki))?"
    r"[ :]*(esittää|vaatii|edellyttää|pyytää|toivoo|esitämme|vaadimme|edellytämme|pyydämme|kommunen (föreslår|begär))\b"
)
_VAATIMUSSANA = re.compile(r"(?i)^(vaatimus|esitys|kunnan vaatimus|mitä esitetään) ?: ?")


def jaa(rivit):
    """``(lines before the first item, items)``."""
    parhaat: list[tuple[int, str]] = []
    for tyyli, kaava in _TYYLIT.items():
        osumat = _jono(rivit, kaava, tyyli)
        if len(osumat) > len(parhaat) or (
            # Items that hold a list of their own: the outer one begins first.
            osumat and len(osumat) == len(parhaat) and osumat[0][0] < parhaat[0][0]
        ):
            parhaat = osumat
    # Outer headings of another style come before the points inside them, be these more.
    for tyyli, kaava in _TYYLIT.items():
        osumat = _jono(rivit, kaava, tyyli)
        if len(osumat) > 1 and parhaat and osumat[0][0] < parhaat[0][0] and osumat[1][0] > parhaat[0][0]:
            parhaat = osumat
            break
    if not parhaat:
        parhaat = _otsikkorivit(rivit)
    if not parhaat:
        return rivit, ()
    rajat = [rivi for rivi, _otsikko in parhaat] + [len(rivit)]
    kohdat = [
        _kohta(otsikko, rivit[alku + 1 : loppu])
        for (alku, otsikko), loppu in zip(parhaat, rajat[1:], strict=True)
    ]
    return rivit[: rajat[0]], tuple(kohdat[:KOHTIA_ENINTAAN])


def _jono(rivit, kaava, tyyli):
    """The longest run of lines numbered 1, 2, 3 … in one style: ``(line, heading)``.

    A list inside an item begins from one again. Its numbers are not the run's, even where they happen to go on
    from it, unless the line looks like a heading.
    """
    jono: list[tuple[int, str]] = []
    sisalla = 0
    for rivi, teksti in enumerate(rivit):
        osuma = kaava.fullmatch(teksti)
        if not osuma:
            continue
        numero, otsikko = _numero(osuma[1]), osuma[2].strip()
        if not otsikko and tyyli != "kohta" and not tyyli.startswith("pykala"):
            continue
        if jono and numero == 1:
            sisalla = 1
        elif numero == len(jono) + 1 and not (sisalla and numero == sisalla + 1 and not _on_otsikko(otsikko)):
            if otsikko[:1].islower() and not jono:
                continue
            jono.append((rivi, otsikko))
            sisalla = 0
        elif sisalla and numero == sisalla + 1:
            sisalla = numero
    return jono


def _numero(merkit):
    if merkit.isdecimal():
        return int(merkit)
    arvot = [_ROOMALAISET[merkki] for merkki in merkit]
    return sum(
        -arvo if any(seuraava > arvo for seuraava in arvot[i + 1 : i + 2]) else arvo
        for i, arvo in enumerate(arvot)
    )


def _on_otsikko(teksti):
    return bool(teksti) and len(teksti) <= 100 and not teksti[0].islower() and teksti[-1] not in ".;,:?!"


def _otsikkorivit(rivit):
    """Headings without numbers, only where they are clear: two at least, each alone between an empty line and text."""
    osumat = []
    for rivi, teksti in enumerate(rivit):
        edellinen = rivit[rivi - 1] if rivi else ""
        seuraavat = [r for r in rivit[rivi + 1 : rivi + 3] if r]
        if (
            rivi
            and not edellinen
            and _on_otsikko(teksti)
            and len(teksti) <= 80
            and len(teksti.split()) <= 9
            and not any(merkki.isdigit() for merkki in teksti)
            and not _LOPPU.match(teksti)
            and seuraavat
            and len(seuraavat[0]) > len(teksti)
            and len(seuraavat[0].split()) > 4
            and seuraavat[0][0].isupper()
            and not _OTSIKKOSANA.search(teksti)
        ):
            osumat.append((rivi, teksti))
    return osumat if len(osumat) > 1 else []


def _kohta(otsikko, rivit):
    rivit = _ilman_loppua(rivit)
    # A heading that the page broke in two.
    while (
        otsikko
        and rivit
        and rivit[0]
        and rivit[0][0].islower()
        and _on_otsikko(otsikko)
        and len(otsikko) + len(rivit[0]) <= 140
        and rivit[0][-1] not in ".;,:?!"
    ):
        otsikko, rivit = f"{otsikko} {rivit[0]}", rivit[1:]
    if len(otsikko) > 120 or otsikko.endswith((".", ":", ";", ",")):
        # The item is a paragraph and not a heading: its first words name it.
        rivit = [otsikko, *rivit]
        otsikko = _lyhenna(otsikko)
    kappaleet = kappaleiksi(rivit).split("\n\n")
    vaatimukset = [k for k in kappaleet if _VAATIMUS.match(k) or _VAATIMUSSANA.match(k)]
    muut = [k for k in kappaleet if k and k not in vaatimukset]
    return Kohta(
        otsikko=otsikko[:OTSIKON_PITUUS],
        teksti="\n\n".join(muut),
        vaatimus="\n\n".join(_VAATIMUSSANA.sub("", k) for k in vaatimukset),
    )


def _lyhenna(teksti, enintaan=80):
    lause = re.split(r"[.:;]\s|[.:;,]$", teksti)[0].strip()
    if len(lause) <= enintaan:
        return lause
    return lause[:enintaan].rpartition(" ")[0] + " …"


def _ilman_loppua(rivit):
    """The lines up to the signature."""
    for numero, rivi in enumerate(rivit):
        if _LOPPU.match(rivi) or _PAIVAYS.match(rivi):
            return rivit[:numero]
    return rivit


_LUETTELO = re.compile(r"^([-–•*·]|[a-zåäö]\)|\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.?)\s")


def kappaleiksi(rivit):
    """Paragraphs apart by an empty line; lines that a page broke are one again, points stay on lines of their own."""
    kappaleet: list[str] = []
    uusi = True
    for rivi in rivit:
        if not rivi:
            uusi = True
        elif uusi:
            kappaleet.append(rivi)
            uusi = False
        elif _LUETTELO.match(rivi) or (_VAATIMUS.match(rivi) and kappaleet[-1].endswith((".", ":"))):
            if _LUETTELO.match(rivi):
                kappaleet[-1] += f"\n{rivi}"
            else:
                kappaleet.append(rivi)
        else:
            kappaleet[-1] += f" {rivi}"
    return "\n\n".join(kappaleet)


# Facts of the letter

_PVM = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
_TOIMIELIMET = [
    ("kunnanhallitu", "kunnanhallitus"),
    ("kaupunginhallitu", "kaupunginhallitus"),
    ("kunnanvaltuusto", "kunnanvaltuusto"),
    ("kaupunginvaltuusto", "kaupunginvaltuusto"),
    ("kommunstyrelse", "kommunstyrelsen"),
    ("stadsstyrelse", "stadsstyrelsen"),
    ("elinvoimalautakun", "elinvoimalautakunta"),
    ("elinkeinolautakun", "elinkeinolautakunta"),
    ("sivistyslautakun", "sivistyslautakunta"),
]
_OTSIKKOSANA = re.compile(r"(?i)\b(esity[sk]|framställning|vaatimu[sk]|selvityspyyntö|aloite)")
_ASIARIVI = re.compile(r"(?i)^(asia|aihe|otsikko|subject|ärende) ?: ?(?:(?:vs|re|fw|vl) ?: ?)*(.+)$")
_NUMERORIVI = re.compile(
    r"(?i)\b(?:asianumero|asianro|asiatunnus|diaarinumero|diaarinro|dnro|dno|ärendenummer|diarienummer|dnr) ?[:.]? ?"
    r"([A-ZÅÄÖ]{0,6}[ /]?\d[\w./-]*)"
)
_NUMERO = re.compile(r"\b[A-ZÅÄÖ]{2,6}/\d{1,6}(?:/[\d.]+)*/(?:19|20)\d\d\b")
_SAAPUI = re.compile(
    rf"(?i)\b(?:saapunut|saapui|saapumisaika|vastaanotettu|lähetetty|päiväys|ankommit|ankom|skickat)\b[ :]*"
    rf"(?:(?:ma|ti|ke|to|pe|la|su)\w* )?{_PVM}(?: (?:klo|kello|kl\.)? ?(\d{{1,2}})[.:](\d{{2}}))?"
)


def _kunta(teksti, kunnat):
    """The municipality that the text speaks of the most; its name with a word of a municipality counts more."""
    pisteet = []
    alku = teksti[:400]
    for koodi, nimi in kunnat:
        # The end of a name bends: Siilinjärvi, Siilinjärven; Suonenjoki, Suonenjoen.
        kanta = re.escape(nimi[: max(3, len(nimi) - 2)])
        taivutettu = rf"\b{kanta}\w{{0,6}}"
        elimena = rf"(?i){taivutettu} (kun(ta|nan|nal)|kaupun|kommun|stad)"
        maara = 3 * len(re.findall(elimena, teksti)) + 3 * len(re.findall(elimena, alku))
        maara += len(re.findall(taivutettu, teksti))
        # The area is called by its organiser, to whom the letter is.
        maara -= 4 * len(re.findall(rf"(?i){taivutettu} (työllisyysal|sysselsättnings)", teksti))
        if maara > 0:
            ensin = re.search(taivutettu, teksti)
            pisteet.append((-maara, ensin.start() if ensin else 0, koodi))
    return min(pisteet)[2] if pisteet else ""


def _otsikko(rivit):
    """``(how many lines go with it, title)`` of the lines before the items."""
    for numero, rivi in enumerate(rivit):
        if osuma := _ASIARIVI.match(rivi):
            return numero + 1, osuma[2].strip()[:OTSIKON_PITUUS]
    ehdokkaat = [
        (numero, rivi)
        for numero, rivi in enumerate(rivit)
        if len(rivi) <= 160 and _OTSIKKOSANA.search(rivi) and not rivi.endswith((".", ",", ":"))
    ]
    if ehdokkaat:
        # A line that begins with the word and says of what, before a letterhead that only has the word.
        numero, rivi = next(
            (osa for osa in ehdokkaat if _OTSIKKOSANA.match(osa[1]) and len(osa[1].split()) > 1), ehdokkaat[0]
        )
        seuraava = rivit[numero + 1] if numero + 1 < len(rivit) else ""
        # A title on two lines.
        if (
            seuraava
            and seuraava[0].islower()
            and len(rivi) + len(seuraava) <= 180
            and not seuraava.endswith(".")
        ):
            return numero + 2, f"{rivi} {seuraava}"[:OTSIKON_PITUUS]
        return numero + 1, rivi[:OTSIKON_PITUUS]
    return 0, ""


def _paatos(teksti):
    """``(body, its day, §)`` of the municipality's own decision."""
    # Over the line breaks of a page.
    yhtena = re.sub(r"\s+", " ", teksti)
    sanat = "|".join(sana for sana, _nimi in _TOIMIELIMET)
    nimet = dict(_TOIMIELIMET)
    osumat = list(re.finditer(rf"(?i)\b({sanat})\w*", yhtena))
    loydot = []
    for osuma in osumat:
        # The sentence goes on for some words. A letterhead has a day too: that of the letter.
        jatko = yhtena[osuma.end() : osuma.end() + 140]
        if pvm := re.search(_PVM, jatko):
            pykala = _pykala(jatko[: pvm.end() + 30])
            paattaa = "päät" in jatko[: pvm.end() + 30].lower()
            loydot.append((2 * bool(pykala) + paattaa, (nimet[osuma[1].lower()], _pvm(pvm), pykala)))
        ennen = yhtena[max(0, osuma.start() - 60) : osuma.start()]
        jatko = jatko[:100]
        if "päät" in jatko.lower() and (pvm := re.search(_PVM, ennen)):
            loydot.append((1, (nimet[osuma[1].lower()], _pvm(pvm), _pykala(jatko))))
    if loydot:
        return max(loydot, key=lambda loyto: loyto[0])[1]
    return (nimet[osumat[0][1].lower()] if osumat else ""), None, ""


def _pykala(teksti):
    # "25.8.2025 § 143" before "143 §": the year is no section.
    osuma = re.search(r"§ ?(\d{1,4})\b(?!\.\d)", teksti) or re.search(r"(?<![.\d])(\d{1,4}) ?§", teksti)
    return f"§ {osuma[1]}" if osuma else ""


def _oma_numero(teksti):
    if osuma := _NUMERORIVI.search(teksti):
        return osuma[1].strip(" .,;")[:60]
    osuma = _NUMERO.search(teksti)
    return osuma[0] if osuma else ""


def _saapui(teksti):
    osuma = _SAAPUI.search(teksti)
    pvm = _pvm(osuma) if osuma else None
    if osuma is None or pvm is None:
        return None
    try:
        kello = time(int(osuma[4]), int(osuma[5])) if osuma[4] else time(12)
    except ValueError:
        kello = time(12)
    return datetime.combine(pvm, kello, HELSINKI)


def _pvm(osuma):
    try:
        return date(int(osuma[3]), int(osuma[2]), int(osuma[1]))
    except ValueError:
        return None


def ilman_tulevaa(ehdotus: Ehdotus, nyt: datetime) -> Ehdotus:
    """What lies ahead, or does not hold together, was read wrong."""
    saapui = ehdotus.saapui if ehdotus.saapui and ehdotus.saapui <= nyt else None
    paatospvm = ehdotus.paatospvm
    if paatospvm and paatospvm > (saapui or nyt).astimezone(HELSINKI).date():
        paatospvm = None
    return replace(ehdotus, saapui=saapui, paatospvm=paatospvm)
