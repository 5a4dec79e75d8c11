// Forms of service days in bad coverage. A form that does not get through is kept on the device (IndexedDB) and sent when
// the connection is back. Its key goes along, so that the portal counts it once however many times it is sent.
// Without this script the forms work as forms do.

const ilmoitus = document.getElementById("lomakejono");
const { kayttaja, lahetystiedot, tyontekija } = ilmoitus.dataset;
const VARASTO = "lomakkeet";
// Bad coverage is no connection at all: nobody waits longer in a car park.
const ODOTUS = 15_000;

navigator.serviceWorker?.register(tyontekija).catch(() => {});

function varasto(tapa, teko) {
  return new Promise((valmis, virhe) => {
    const pyynto = indexedDB.open("lomakejono", 1);
    pyynto.onupgradeneeded = () => pyynto.result.createObjectStore(VARASTO, { keyPath: "tunnus" });
    pyynto.onerror = () => virhe(pyynto.error);
    pyynto.onsuccess = () => {
      const kanta = pyynto.result;
      const tapahtuma = kanta.transaction(VARASTO, tapa);
      const tulos = teko(tapahtuma.objectStore(VARASTO));
      tapahtuma.oncomplete = () => { kanta.close(); valmis(tulos.result); };
      tapahtuma.onabort = () => { kanta.close(); virhe(tapahtuma.error); };
    };
  });
}

const talleta = (lomake) => varasto("readwrite", (kaikki) => kaikki.put(lomake));
const poista = (tunnus) => varasto("readwrite", (kaikki) => kaikki.delete(tunnus));
// Another's forms wait for their own sender: a device may be shared.
const omat = async () => (await varasto("readonly", (kaikki) => kaikki.getAll()))
  .filter((lomake) => lomake.kayttaja === kayttaja)
  .sort((a, b) => a.aika - b.aika);

function laheta(lomake, tapa, csrf) {
  const kentat = new URLSearchParams(lomake.kentat);
  kentat.set("csrfmiddlewaretoken", csrf);
  return fetch(lomake.osoite, {
    method: "POST",
    body: kentat,
    headers: { "X-Lomakejono": tapa },
    signal: AbortSignal.timeout(ODOTUS),
  });
}

async function vastaus(response) {
  return response.headers.get("Content-Type")?.startsWith("application/json") ? response.json() : null;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const kohde = form.closest("[data-jono]");
  // Over plain HTTP the browser gives no keys: the form then works as forms do.
  if (!kohde || form.dataset.ohi || !isSecureContext) return;
  event.preventDefault();
  if (form.dataset.lahtee) return;
  form.dataset.lahtee = "1";
  if (!form.elements.lahetys) {
    const kentta = Object.assign(document.createElement("input"), { type: "hidden", name: "lahetys" });
    kentta.value = crypto.randomUUID();
    form.append(kentta);
  }
  const lomake = {
    tunnus: form.elements.lahetys.value,
    osoite: new URL(form.action || location.href).pathname + new URL(form.action || location.href).search,
    sivu: location.pathname + location.search,
    kentat: [...new FormData(form, event.submitter)],
    kayttaja,
    otsikko: kohde.dataset.jono,
    aika: Date.now(),
  };
  const csrf = form.elements.csrfmiddlewaretoken.value;
  try {
    const saatu = await vastaus(await laheta(lomake, "heti", csrf));
    if (saatu?.vastaanotettu) {
      await poista(lomake.tunnus);
      location.assign(saatu.osoite);
      return;
    }
  } catch {
    // No connection, or it was lost on the way: the portal may have the form or not. The key tells.
    try {
      await talleta(lomake);
    } catch {
      // No store (a private window, a full device): the browser itself sends it, and says that it could not.
      form.dataset.ohi = "1";
      form.requestSubmit(event.submitter);
      return;
    }
    nayta();
    form.closest("li, form").classList.add("jonossa");
    for (const painike of form.querySelectorAll("button")) painike.disabled = true;
    ilmoitus.scrollIntoView({ block: "nearest" });
    return;
  }
  // Refused, signed out, gone: the page itself tells it, as it would without this script.
  form.dataset.ohi = "1";
  form.requestSubmit(event.submitter);
});

let lahetykset = Promise.resolve();

// One flush at a time, also from two tabs.
function purkuun() {
  lahetykset = lahetykset.then(() => (navigator.locks ? navigator.locks.request("lomakejono", pura) : pura())).catch(() => {});
  return lahetykset;
}

async function pura() {
  let jonossa = await omat();
  if (!jonossa.length) return;
  const tiedot = await vastaus(await fetch(lahetystiedot, { signal: AbortSignal.timeout(ODOTUS) }));
  if (!tiedot) {
    nayta("kirjaudu");
    return;
  }
  if (tiedot.kayttaja !== kayttaja) return;
  const lahetetyt = [];
  let erityinen = null;
  try {
    for (const lomake of jonossa.filter((yksi) => !yksi.hylatty)) {
      const response = await laheta(lomake, "jono", tiedot.csrf);
      const saatu = await vastaus(response);
      if (saatu?.vastaanotettu) {
        await poista(lomake.tunnus);
        lahetetyt.push([lomake.otsikko, ...saatu.viestit].join(". "));
      } else if (response.redirected) {
        // The session ended on the way: nobody has looked at the form.
        erityinen = "kirjaudu";
        break;
      } else if (response.status < 500) {
        await talleta({ ...lomake, hylatty: true });
      }
    }
  } finally {
    // Also when the connection was lost again: some may have got through.
    nayta(erityinen, lahetetyt);
  }
}

async function nayta(erityinen, lahetetyt = []) {
  const jonossa = await omat();
  const odottavat = jonossa.filter((lomake) => !lomake.hylatty);
  const hylatyt = jonossa.filter((lomake) => lomake.hylatty);
  ilmoitus.replaceChildren();
  lisaa("lahetetty", lahetetyt.map((teksti) => [teksti]));
  lisaa(erityinen ?? "talletettu", odottavat.map((lomake) => [lomake.otsikko]));
  lisaa("hylatty", hylatyt.map((lomake) => [linkki(lomake), poistopainike(lomake)]));
  ilmoitus.hidden = !ilmoitus.childElementCount;
}

function lisaa(laji, rivit) {
  if (!rivit.length) return;
  const kappale = document.createElement("p");
  const lista = document.createElement("ul");
  kappale.textContent = ilmoitus.dataset[laji];
  for (const osat of rivit) {
    const rivi = document.createElement("li");
    rivi.append(...osat.flatMap((osa) => [osa, " "]));
    lista.append(rivi);
  }
  ilmoitus.append(kappale, lista);
}

function linkki(lomake) {
  return Object.assign(document.createElement("a"), {
    href: `${lomake.sivu}#jono-${lomake.tunnus}`,
    textContent: lomake.otsikko,
  });
}

function poistopainike(lomake) {
  const painike = Object.assign(document.createElement("button"), {
    type: "button",
    className: "linkkipainike",
    textContent: ilmoitus.dataset.poista,
  });
  painike.addEventListener("click", async () => {
    await poista(lomake.tunnus);
    nayta();
  });
  return painike;
}

// What was typed comes back with the form that was refused.
async function palauta() {
  const tunnus = location.hash.startsWith("#jono-") ? location.hash.slice(6) : "";
  const lomake = (await omat()).find((yksi) => yksi.tunnus === tunnus);
  const form = lomake && [...document.querySelectorAll("[data-jono]")]
    .map((kohde) => (kohde.matches("form") ? kohde : kohde.querySelector("form")))
    .find((yksi) => new URL(yksi.action || location.href).pathname === new URL(lomake.osoite, location.href).pathname);
  if (!form) return;
  for (const [nimi, arvo] of lomake.kentat) {
    const kentta = form.elements[nimi];
    if (kentta instanceof Element && !["csrfmiddlewaretoken", "nahty"].includes(nimi)) kentta.value = arvo;
  }
}

// A page from the device's own store was made earlier: the time that it offers is then too early, and would make the
// notice look longer than it was. The page's mark is the same each time it is opened; by the device's clock it is known
// since when.
function paivitaAika() {
  const nahdyt = new Map(JSON.parse(localStorage.getItem("lomakejono-nahty") ?? "[]"));
  for (const kentta of document.querySelectorAll("input[data-nyt]")) {
    const alkaen = nahdyt.get(kentta.dataset.nyt) ?? Date.now();
    nahdyt.set(kentta.dataset.nyt, alkaen);
    if (Date.now() - alkaen > 60_000 && kentta.value === kentta.defaultValue) {
      // As if in UTC: only the difference matters.
      kentta.value = new Date(Date.parse(`${kentta.value}Z`) + Date.now() - alkaen).toISOString().slice(0, 16);
    }
  }
  localStorage.setItem("lomakejono-nahty", JSON.stringify([...nahdyt].slice(-50)));
}

// A page from the device's own store has the key that it had when it was last opened: used once more, it would make a
// new form look like one that has come.
function uusiTunnus() {
  for (const kentta of document.querySelectorAll("[data-jono] input[name=lahetys]")) kentta.value = crypto.randomUUID();
}

paivitaAika();
if (isSecureContext) uusiTunnus();
palauta().then(() => nayta()).then(purkuun);
window.addEventListener("online", purkuun);
// The form that was refused may be on this very page, as it was left.
window.addEventListener("hashchange", () => location.hash.startsWith("#jono-") && location.reload());
document.addEventListener("visibilitychange", () => document.hidden || purkuun());
// Phones do not always tell that the connection is back.
setInterval(() => ilmoitus.hidden || purkuun(), 30_000);
