// The editor asks this function for its words. Loaded before it, which looks for the function once.
const sanat = JSON.parse(document.getElementById("editorin-sanat").textContent)
window.gettext = (sana) => sanat[sana] ?? sana
