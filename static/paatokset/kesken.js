// Nothing typed is lost: the form beside the picker is kept in the portal every few seconds and when the page goes,
// and in this browser while the portal cannot be reached or the session has ended. Tells too who else has the text open.
const tiedot = JSON.parse(document.getElementById("editorin-tiedot").textContent)
const sanat = document.getElementById("kesken-sanat").dataset
const lomake = document.querySelector("#editori form")
const ilmoitus = document.getElementById("kesken")
const muokkaajat = document.getElementById("muokkaajat")
const avain = `kesken:${tiedot.kayttaja}:${tiedot.kohde}`
const SYKE = 30_000
// Browsers refuse to send more than this with a page that is going.
const MATKALLE = 60_000

let muuttunut = tiedot.muuttunut
let lahetetaan = false
let menossa = null
let ajastin = null

function kentat() {
  const arvot = {}
  // A box that is not ticked is not sent: an emptied choice must be told from one that was not there.
  for (const ruutu of lomake.querySelectorAll("input[type=checkbox]")) arvot[ruutu.name] = []
  for (const [nimi, arvo] of new FormData(lomake)) {
    if (nimi === "csrfmiddlewaretoken" || nimi === "versio") continue
    if (Array.isArray(arvot[nimi])) arvot[nimi].push(arvo)
    else arvot[nimi] = arvo
  }
  return arvot
}

const pohja = () => Number(lomake.elements.versio.value)

function runko(lisat = {}) {
  const data = new FormData()
  data.set("csrfmiddlewaretoken", lomake.elements.csrfmiddlewaretoken.value)
  data.set("kohde", tiedot.kohde)
  for (const [nimi, arvo] of Object.entries(lisat)) data.set(nimi, arvo)
  return data
}

const teksti = () => ({ pohja: pohja(), tiedot: JSON.stringify(kentat()) })

// The copy in this browser. A full or forbidden storage must not stop the writing.
function talletaSelaimeen() {
  try {
    localStorage.setItem(avain, JSON.stringify({ pohja: pohja(), tiedot: kentat() }))
  } catch {
    return
  }
}

function poistaSelaimesta() {
  try {
    localStorage.removeItem(avain)
  } catch {
    return
  }
}

function selaimessa() {
  try {
    return JSON.parse(localStorage.getItem(avain))
  } catch {
    return null
  }
}

function kerro(laji, viesti, ...painikkeet) {
  const laatikko = document.createElement("div")
  laatikko.className = `ilmoitus ilmoitus-${laji}`
  const kappale = document.createElement("p")
  kappale.textContent = viesti
  laatikko.append(kappale, ...painikkeet)
  ilmoitus.replaceChildren(laatikko)
}

function painike(nimi, luokka, teko) {
  const uusi = document.createElement("button")
  uusi.type = "button"
  uusi.className = `btn ${luokka}`
  uusi.textContent = nimi
  uusi.addEventListener("click", teko)
  return uusi
}

function naytaMuut(nimet) {
  muokkaajat.replaceChildren(
    ...nimet.map((nimi) => {
      const laatikko = document.createElement("div")
      laatikko.className = "ilmoitus ilmoitus-tieto"
      const kappale = document.createElement("p")
      kappale.textContent = `${nimi} ${sanat.muokkaa}`
      laatikko.append(kappale)
      return laatikko
    }),
  )
}

// Whether the portal took it. A session that has ended answers with a way to the sign-in page.
async function laheta(lisat) {
  try {
    const vastaus = await fetch(tiedot.osoite, { method: "POST", body: runko(lisat), redirect: "manual" })
    if (vastaus.type === "opaqueredirect" || vastaus.status === 403) return "istunto"
    if (!vastaus.ok) return "yhteys"
    naytaMuut((await vastaus.json()).muut)
    return "ok"
  } catch {
    return "yhteys"
  }
}

async function tallenna() {
  ajastin = null
  if (!muuttunut || lahetetaan) return
  if (menossa) {
    ajasta()
    return
  }
  muuttunut = false
  menossa = laheta(teksti())
  const tulos = await menossa
  menossa = null
  if (tulos === "ok") {
    if (!muuttunut) poistaSelaimesta()
    kerro("tieto", sanat.tallessa)
    return
  }
  muuttunut = true
  talletaSelaimeen()
  kerro("huomio", sanat[tulos])
  ajasta(10_000)
}

function ajasta(viive = tiedot.vali) {
  ajastin ??= setTimeout(tallenna, viive)
}

function kirjoitettiin() {
  muuttunut = true
  ajasta()
}

lomake.addEventListener("input", kirjoitettiin)
lomake.addEventListener("change", kirjoitettiin)

lomake.addEventListener("submit", (event) => {
  // If the session has ended, the saving page becomes the sign-in page: the text is here then.
  talletaSelaimeen()
  if (menossa) {
    // What was kept a moment ago must not come after what is now saved.
    event.preventDefault()
    if (!lahetetaan) menossa.finally(() => lomake.submit())
  }
  lahetetaan = true
  clearTimeout(ajastin)
})

addEventListener("pagehide", () => {
  if (!muuttunut || lahetetaan) return
  talletaSelaimeen()
  const data = runko({ ...teksti(), suljetaan: "1" })
  if (data.get("tiedot").length < MATKALLE) {
    fetch(tiedot.osoite, { method: "POST", body: data, keepalive: true, redirect: "manual" }).catch(() => {})
  }
})

addEventListener("pageshow", (event) => {
  if (event.persisted) lahetetaan = false
})

setInterval(async () => {
  if (document.visibilityState === "hidden" || menossa || lahetetaan) return
  const tulos = await laheta({})
  if (tulos === "istunto") {
    talletaSelaimeen()
    kerro("huomio", sanat.istunto)
  }
}, SYKE)

function tarjoaSelaimesta() {
  const kopio = selaimessa()
  if (!kopio) return
  const onTallennettu = kopio.pohja < tiedot.tallennettu
  const onHylatty = new URLSearchParams(location.search).has("hylatty")
  if (onTallennettu || onHylatty || JSON.stringify(kopio.tiedot) === JSON.stringify(kentat())) {
    poistaSelaimesta()
    return
  }
  kerro(
    "huomio",
    sanat.selaimessa,
    painike(sanat.jatka, "btn-primary", async () => {
      const tulos = await laheta({ pohja: kopio.pohja, tiedot: JSON.stringify(kopio.tiedot) })
      if (tulos !== "ok") {
        kerro("huomio", sanat[tulos])
        return
      }
      lahetetaan = true
      location.assign(`${location.pathname}?jatka=1`)
    }),
    painike(sanat.hylkaa, "btn-secondary", () => {
      poistaSelaimesta()
      ilmoitus.replaceChildren()
    }),
  )
}

// Sent back with its errors, or gone on with: what the form holds is newer than any copy.
if (tiedot.muuttunut) ajasta()
else tarjoaSelaimesta()
