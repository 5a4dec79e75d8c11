"""A person who has a keyboard and no mouse. Every stop on the way must show where the focus is."""

import re

# What a stop is, as somebody hears it, and whether it can be seen.
PYSAHDYS = """() => {
    const e = document.activeElement
    const tyyli = getComputedStyle(e)
    const laatikko = e.getBoundingClientRect()
    const otsikot = [...(e.labels ?? [])].map(label => label.innerText).join(' ')
    return {
        nimi: e.getAttribute('aria-label') || otsikot || e.innerText || e.value || '',
        elementti: e.tagName,
        id: e.id,
        luokka: e.className,
        vaihtoehdot: e.type === 'radio' ? e.closest('fieldset').innerText.toLowerCase() : '',
        nakyy: (tyyli.outlineStyle !== 'none' && parseFloat(tyyli.outlineWidth) > 0) || tyyli.boxShadow !== 'none',
        ruudulla: laatikko.width > 0 && laatikko.bottom > 0 && laatikko.top < innerHeight,
    }
}"""
ENINTAAN = 200


class Nappaimisto:
    def __init__(self, kavija):
        self.kavija = kavija
        self.keyboard = kavija.page.keyboard

    def pysahdys(self):
        pysahdys = self.kavija.page.evaluate(PYSAHDYS)
        return pysahdys | {"nimi": " ".join(pysahdys["nimi"].split())}

    def paina(self, *nappaimet):
        for nappain in nappaimet:
            self.keyboard.press(nappain)

    def seuraava(self, nappain="Tab"):
        """Move the focus on, and see where it went."""
        self.paina(nappain)
        pysahdys = self.pysahdys()
        if pysahdys["elementti"] != "BODY" and not (pysahdys["nakyy"] and pysahdys["ruudulla"]):
            self.kavija.huomaa(f"focus is not seen: {pysahdys}")
        return pysahdys

    def etene(self, nimi):
        """Press Tab until the thing of this name has the focus."""
        kuvio = re.compile(rf"^{re.escape(nimi)}( \(valinnainen\))?$", re.IGNORECASE)
        kaydyt = []
        for _painallus in range(ENINTAAN):
            pysahdys = self.seuraava()
            while nimi.lower() in pysahdys["vaihtoehdot"] and not kuvio.match(pysahdys["nimi"]):
                # The choices of a group are one stop; arrows move between them.
                pysahdys = self.seuraava("ArrowDown")
            if kuvio.match(pysahdys["nimi"]):
                return pysahdys
            kaydyt.append(pysahdys["nimi"])
        raise AssertionError(f"Tab does not come to {nimi}, only to {kaydyt}")

    def avaa(self, polku):
        self.kavija.avaa(polku)

    def valitse(self, nimi):
        """Go to a link or a button and press it."""
        self.etene(nimi)
        with self.kavija.page.expect_navigation():
            self.paina("Enter")

    def kirjoita(self, kentat):
        """Fill in fields in their order: text is typed, a choice is typed or moved to, a box is pressed."""
        for nimi, arvo in kentat.items():
            self.etene(nimi)
            if arvo is True:
                self.paina("Space")
            else:
                self.keyboard.type(arvo)
