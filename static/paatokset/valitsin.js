// The picker of facts beside the draft's editor: shows the fields a fact uses, previews it, puts it into the text.
const valitsin = document.getElementById("faktanvalitsin")
const tuloste = document.getElementById("fakta-esikatselu")
const { kentat } = JSON.parse(document.getElementById("faktat").textContent)
const fakta = await import(valitsin.dataset.faktamoduuli)

function tiedot() {
  return new FormData(valitsin)
}

function naytaKentat() {
  const kaytossa = kentat[valitsin.elements.avain.value] ?? []
  for (const nimi of ["kunta", "alkupvm", "loppupvm", "paiva", "ryhma", "lainkohta"]) {
    document.getElementById(`div_fakta_${nimi}`).hidden = !kaytossa.includes(nimi)
  }
}

let kysymyksia = 0

async function esikatsele() {
  const oma = ++kysymyksia
  const haku = new URLSearchParams(tiedot())
  haku.delete("csrfmiddlewaretoken")
  const vastaus = await fetch(`${valitsin.dataset.esikatsele}?${haku}`)
  const html = await vastaus.text()
  // Answers may come in another order than they were asked for.
  if (oma !== kysymyksia) return
  // A session that has ended answers with the sign-in page.
  if (!vastaus.ok || vastaus.redirected) tuloste.textContent = valitsin.dataset.virhe
  else tuloste.innerHTML = html
}

valitsin.elements.avain.addEventListener("change", naytaKentat)
valitsin.addEventListener("change", esikatsele)
valitsin.addEventListener("submit", async (event) => {
  event.preventDefault()
  const vastaus = await fetch(valitsin.action, { method: "POST", body: tiedot() })
  if (!vastaus.ok || vastaus.redirected) {
    await esikatsele()
    return
  }
  const { tunnus, solmu, nakyma } = await vastaus.json()
  fakta.lisaa(tunnus, solmu, nakyma)
})

naytaKentat()
esikatsele()
