"""What no PDF checker sees, looked for in the HTML of a document: languages, words for pictures, links, headers."""

import re

from bs4 import BeautifulSoup

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Words so common that a sentence or two of the language has some of them, and the other language none.
COMMON_WORDS = {
    "fi": {"ja", "on", "ei", "että", "sekä", "tai", "joka", "koska", "ovat", "mukaan", "mukaisesti", "myös"},
    "sv": {"och", "är", "inte", "att", "för", "som", "på", "med", "av", "om", "eller", "enligt"},
}


def html_faults(html):
    page = BeautifulSoup(html, "html.parser")
    return [
        *_languages(page),
        *_headings(page),
        *_tables(page),
        *_pictures(page),
        *_links(page),
        *(f"opacity: {tag.name}" for tag in page.select("[style*=opacity]")),
    ]


def _languages(page):
    if page.html.get("lang") not in COMMON_WORDS:
        yield f"document language: {page.html.get('lang')}"
        return
    for block in page.find_all(["p", "li", "h1", "h2", "h3", "h4", "td", "caption"]):
        marked = block.get("lang") or block.find_parent(lang=True)["lang"]
        words = re.findall(r"\w+", block.get_text().lower())
        hits = {language: sum(word in common for word in words) for language, common in COMMON_WORDS.items()}
        likely = max(hits, key=hits.get)
        if likely != marked and hits[likely] >= hits[marked] + 2:
            yield f"marked {marked}, reads like {likely}: {block.get_text()[:60]}"


def _headings(page):
    level = 0
    for heading in page.find_all(HEADINGS):
        if not heading.get_text(strip=True):
            yield f"empty heading: {heading.name}"
        if int(heading.name[1]) > level + 1:
            yield f"heading level left out before: {heading.get_text()}"
        level = int(heading.name[1])
    if len(page.find_all("h1")) != 1:
        yield "not exactly one h1"


def _tables(page):
    for table in page.find_all("table"):
        headers = table.find_all("th")
        if not headers:
            yield f"table without header cells: {table.get_text(' ', strip=True)[:60]}"
        for header in headers:
            if header.get("scope") not in ("row", "col"):
                yield f"th without scope: {header.get_text()}"


def _pictures(page):
    for picture in page.find_all(["img", "svg"]):
        title = picture.find("title")
        words = picture.get("alt", "") if picture.name == "img" else title.get_text() if title else ""
        if not re.search(r"\d", words):
            yield f"picture whose words do not say its numbers: {words!r}"


def _links(page):
    for link in page.find_all("a"):
        if not link.get_text(strip=True):
            yield f"link without text: {link.get('href')}"
        if not re.match(r"(https?://|mailto:|tel:|#)", link.get("href", "")):
            yield f"link that leads nowhere on paper: {link.get('href')}"
