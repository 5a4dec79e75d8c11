"""What a person does in a browser: opens, reads, fills in, presses."""

import re

from django.conf import settings
from playwright.sync_api import expect

from tyollisyysalue import demo

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
# What crosses to Python is only what is wrong. Size of targets is off in axe until somebody asks for it.
# Icons are letters until their font is there.
AJA_AXE = """async tasot => await document.fonts.ready && (await axe.run(document, {
    runOnly: {type: 'tag', values: tasot},
    rules: {'target-size': {enabled: true}},
    resultTypes: ['violations'],
})).violations.map(rikkomus => [rikkomus.id, rikkomus.nodes.map(solmu => solmu.html.slice(0, 200))])"""
TASOT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A busy machine is slow, not wrong.
ODOTUS = 20_000

expect.set_options(timeout=ODOTUS)


class Kavija:
    """One person's browser. ``huomiot`` gathers what must be empty at the end: errors, axe's violations."""

    def __init__(self, nimi, browser, osoite, leveys, kuvat, skriptit=True):
        self.nimi = nimi
        self.skriptit = skriptit
        self.osoite = osoite
        self.kuvat = kuvat
        self.huomiot = []
        self.context = browser.new_context(
            base_url=osoite,
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            java_script_enabled=skriptit,
            viewport={"width": leveys, "height": 900 if leveys > 600 else 720},
        )
        self.context.set_default_timeout(ODOTUS)
        self.page = self.uusi_valilehti()

    def uusi_valilehti(self):
        page = self.context.new_page()
        # Violations of the content security policy are errors of the console.
        page.on("console", lambda viesti: viesti.type == "error" and self.huomaa(viesti.text, page))
        page.on("pageerror", lambda virhe: self.huomaa(virhe, page))
        return page

    def huomaa(self, asia, page=None):
        """Let the test fail at its end, and go on."""
        self.huomiot.append(f"{self.nimi}, {(page or self.page).url}: {asia}")

    def kirjaudu(self, rooli):
        self.avaa("/tili/login/")
        self.tayta({"Sähköposti": demo.kirjautuja(rooli).email, "Salasana": demo.SALASANA})
        self.tarkista()
        self.paina("Kirjaudu sisään")
        self.nakee("Kirjaudu ulos", alue="header")

    def kirjaudu_evasteella(self, client):
        """With the session of a test client that has signed in: the form of signing in is shown elsewhere."""
        if evaste := client.cookies.get(settings.SESSION_COOKIE_NAME):
            self._evaste(settings.SESSION_COOKIE_NAME, evaste.value)

    def lue_kielella(self, kieli):
        """As if the language had been chosen, from the next page on."""
        self._evaste(settings.LANGUAGE_COOKIE_NAME, kieli)

    def _evaste(self, nimi, arvo):
        self.context.add_cookies([{"name": nimi, "value": arvo, "url": self.osoite}])

    def levenna(self, leveys):
        self.page.set_viewport_size({"width": leveys, "height": 900 if leveys > 600 else 720})

    def avaa(self, polku):
        self.page.goto(polku)

    def seuraa(self, linkki, alue=None):
        """Follow a link and be there: a click alone returns while the old page may still be in sight."""
        kohde = (alue or self.page).get_by_role("link", name=linkki).first
        if kohde.get_attribute("data-hx-get") is None or not self.skriptit:
            with self.page.expect_navigation():
                kohde.click()
        else:
            kohde.click()

    def paina(self, painike, alue=None):
        (alue or self.page).get_by_role("button", name=painike, exact=True).first.click()

    def kentta(self, nimi, alue=None):
        kuvio = re.compile(rf"^\s*{re.escape(nimi)}\s*(\(valinnainen\))?\s*$", re.IGNORECASE)
        return (alue or self.page).get_by_label(kuvio).first

    def ryhma(self, nimi):
        """The fields of one group, such as an item of a request."""
        return self.page.get_by_role("group", name=nimi, exact=True)

    def tayta(self, kentat, alue=None):
        """Fill in fields by their labels: a choice by its text, a box by True."""
        for nimi, arvo in kentat.items():
            kentta = self.kentta(nimi, alue)
            if arvo is True:
                kentta.check()
            elif kentta.evaluate("e => e.tagName") == "SELECT":
                kentta.select_option(label=arvo)
            else:
                kentta.fill(arvo)

    def nakee(self, *tekstit, alue="main"):
        """Spaces as people see them: a no-break space is a space."""
        for teksti in tekstit:
            expect(self.page.locator(alue).first).to_contain_text(teksti)

    def ei_nae(self, teksti, alue="main"):
        expect(self.page.locator(alue).first).not_to_contain_text(teksti)

    def rivi(self, teksti):
        """The row of a table or list that holds the text."""
        return self.page.locator("main tr, main li").filter(has_text=teksti).first

    def tarkista(self):
        """Let axe look at the page as it is. It is a script itself."""
        if not self.skriptit:
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for saanto, kohteet in self.page.evaluate(AJA_AXE, TASOT):
            self.huomaa(f"axe {saanto}: {kohteet}")

    def kuvaa(self, nimi):
        if self.kuvat:
            self.kuvat.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.kuvat / f"{self.nimi}-{nimi}.png", full_page=True)
