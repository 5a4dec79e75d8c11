// Partial updates of lists stay as good as a full load: what htmx cannot do from attributes.
// htmx's event names have "-" in place of ":" (metaCharacter in base.html).

// Signed out meanwhile, forbidden, gone, or an error: the page itself tells it.
document.addEventListener("htmx-before-response", (event) => {
  const { request, response } = event.detail.ctx;
  if (response.status >= 400 || response.raw.redirected) {
    event.preventDefault();
    location.assign(request.action);
  }
});

// The focus must not fall to the top of the page when what was pressed is no longer there.
document.addEventListener("htmx-after-settle", () => {
  if (!document.activeElement || document.activeElement === document.body) {
    document.getElementById("luettelo")?.focus();
  }
});
