// A bound fact in the draft's editor: one element that is moved and removed whole. The text holds only its number;
// what it says comes from the page (the element #faktat) and, once added, from the server's answer.
import { Node } from "django-prose-editor/editor"

const tekstit = JSON.parse(document.getElementById("faktat")?.textContent ?? '{"tekstit": {}}').tekstit

// The editor where the cursor was last. Listened to here, since the editor loads this module before it starts.
let viimeisin = null
document.addEventListener("prose-editor:ready", ({ detail }) => {
  viimeisin ??= detail.editor
  // The editor is no form control, so the field's label does not name it by itself.
  const nimi = document.querySelector(`label[for="${detail.textarea.id}"]`)
  detail.editor.view.dom.setAttribute("aria-label", nimi.textContent.trim())
  detail.editor.on("focus", () => {
    viimeisin = detail.editor
  })
  // The buttons are drawn after the editor is ready.
  setTimeout(() => nimea(detail.editor.view.dom.closest(".prose-editor").querySelector(".prose-menubar")))
})

// The buttons tell by their classes alone what is on and what cannot be used, and their names are in English.
function nimea(painikkeet) {
  painikkeet.setAttribute("role", "group")
  painikkeet.setAttribute("aria-label", gettext("formatting"))
  for (const painike of painikkeet.querySelectorAll("button")) {
    painike.title = gettext(painike.title)
    painike.setAttribute("aria-label", painike.title)
  }
  const kerro = () => {
    for (const painike of painikkeet.querySelectorAll("button")) {
      painike.setAttribute("aria-pressed", painike.classList.contains("active"))
      painike.setAttribute("aria-disabled", painike.classList.contains("disabled"))
    }
  }
  kerro()
  new MutationObserver(kerro).observe(painikkeet, { subtree: true, attributeFilter: ["class"] })
}

export function lisaa(tunnus, tyyppi, nakyma) {
  tekstit[tunnus] = nakyma
  const sisalto = [{ type: tyyppi, attrs: { tunnus } }]
  // A sentence: what is written or added after it must not stick to it. A table: it must not replace it.
  sisalto.push(tyyppi === "fakta" ? { type: "text", text: " " } : { type: "paragraph" })
  viimeisin.chain().focus().insertContent(sisalto).run()
}

function elementti(nimi, luokka, teksti = "") {
  const uusi = document.createElement(nimi)
  if (luokka) uusi.className = luokka
  uusi.textContent = teksti
  return uusi
}

function taulukko(nakyma) {
  const taulu = elementti("table", "table")
  taulu.append(elementti("caption", "", nakyma.otsikko))
  for (const [rivit, solu] of [[[nakyma.sarakkeet], "th"], [nakyma.rivit, "td"]]) {
    for (const rivi of rivit) {
      const tr = elementti("tr")
      tr.append(...rivi.map((teksti) => elementti(solu, "", teksti)))
      taulu.append(tr)
    }
  }
  return taulu
}

function kuva(nakyma) {
  const img = elementti("img", "faktakuva")
  img.src = nakyma.kuva
  img.alt = nakyma.alt
  return img
}

function solmu(nimi, tagi, lisat) {
  return Node.create({
    name: nimi,
    atom: true,
    selectable: true,
    draggable: true,
    addAttributes: () => ({
      tunnus: {
        parseHTML: (element) => element.getAttribute("data-fakta"),
        renderHTML: ({ tunnus }) => ({ "data-fakta": tunnus }),
      },
    }),
    parseHTML: () => [{ tag: `${tagi}[data-fakta]` }],
    renderHTML: ({ HTMLAttributes }) => [tagi, HTMLAttributes],
    addNodeView: () => ({ node }) => {
      const dom = elementti(tagi, `fakta-editorissa fakta-${nimi}`)
      dom.contentEditable = "false"
      const nakyma = tekstit[node.attrs.tunnus]
      if (nakyma?.kuva) dom.append(kuva(nakyma))
      if (nakyma?.rivit) dom.append(taulukko(nakyma))
      else dom.textContent = nakyma?.teksti ?? `[${node.attrs.tunnus}]`
      return { dom }
    },
    ...lisat,
  })
}

export const Fakta = solmu("fakta", "span", { group: "inline", inline: true })
export const Faktataulukko = solmu("faktataulukko", "div", { group: "block" })
