"""What a page says, without its markup."""

import re
from html.parser import HTMLParser


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.words.append((self._open[-1] if self._open else "", text))


def _read(response) -> _Page:
    page = _Page()
    page.feed(response.content.decode())
    return page


def tags(response) -> list[tuple[str, dict[str, str | None]]]:
    """List the tags of a page with their attributes."""
    return _read(response).tags


def heading(response) -> str:
    """Give the one first heading of a page."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert len(found) == 1, found
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).split())


def headings(response) -> list[str]:
    """List the headings of cards and sections, in order."""
    found = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def rows(response, number: int = 0) -> list[list[str]]:
    """Give the cells of a table's body."""
    body = re.findall(r"<tbody[^>]*>(.*?)</tbody>", response.content.decode(), re.DOTALL)[number]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    ]


def statuses(response) -> list[str]:
    """List what is announced on a page."""
    found = re.findall(r'<p[^>]*role="status"[^>]*>(.*?)</p>', response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in found]


def items(response, number: int = 0) -> list[str]:
    """List the texts of the items of a list in the page's main part."""
    main = response.content.decode().partition("<main")[2]
    found = re.findall(r'<ul class="entries" role="list">(.*?)</ul>', main, re.DOTALL)[number]
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in re.split(r"<li[^>]*>", found)[1:]]
