// How far a file has been sent. Without this script the form is sent as forms are.

// On the document: the form is another one after a refusal.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.elements.tiedosto?.files?.length) return;
  event.preventDefault();
  const alue = document.getElementById("lahetys");
  const virhe = document.getElementById("lahetysvirhe");
  const palkki = alue.querySelector("progress");
  const tila = alue.querySelector("[role='status']");
  const painike = form.querySelector("button");
  const request = new XMLHttpRequest();
  let sanottu = -1;
  const epaonnistui = () => {
    painike.disabled = false;
    alue.hidden = true;
    virhe.hidden = false;
  };

  request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return;
    const osuus = Math.floor((loaded / total) * 100);
    palkki.value = osuus;
    // Said at every tenth, so that a screen reader is not flooded.
    if (Math.floor(osuus / 10) > sanottu) {
      sanottu = Math.floor(osuus / 10);
      tila.textContent = `${alue.dataset.lahetetaan} ${osuus} %`;
    }
  });
  request.upload.addEventListener("load", () => {
    palkki.removeAttribute("value");
    tila.textContent = alue.dataset.tarkistetaan;
  });
  request.addEventListener("load", () => {
    if (request.status !== 200) {
      epaonnistui();
      return;
    }
    if (new URL(request.responseURL).pathname !== location.pathname) {
      // Accepted, or signed out meanwhile: the page itself tells it.
      location.assign(request.responseURL);
      return;
    }
    // Refused: the same page with the reasons.
    const sivu = new DOMParser().parseFromString(request.responseText, "text/html");
    document.title = sivu.title;
    document.querySelector("main").replaceWith(document.adoptNode(sivu.querySelector("main")));
    document.querySelector("main .virheyhteenveto")?.focus();
  });
  request.addEventListener("error", epaonnistui);

  painike.disabled = true;
  virhe.hidden = true;
  alue.hidden = false;
  request.open("POST", location.href);
  request.send(new FormData(form));
});
