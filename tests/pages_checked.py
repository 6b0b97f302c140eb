"""What every page of every test must be: asked of each answer, so that nobody has to remember."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

import html5lib
from bs4 import BeautifulSoup, Tag

RAW_PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]\b|\{\{|\}\}|\{%|>None<|Undefined")
# Words (but not that there are some), what fields hold, and where links to other pages lead.
LEFT_OUT = (
    (re.compile(r">[^<]*[^<\s][^<]*<"), ">.<"),
    (re.compile(r' value="[^"]+"'), ' value="."'),
    (re.compile(r' (href|src|action)="[^"#][^"]*"'), r' \1="."'),
)
WHOSE = re.compile(r'<p class="portal-whose__words">.*?<strong>(.*?)</strong>')
SOUND: set[tuple[str, bool]] = set()
TAGS = re.compile(r"<[^>]*>")
POINTS = {"aria-describedby", "aria-labelledby", "for", "aria-controls"}
HANDLER = re.compile(r"^on[a-z]+$")


def squeezed(text: str) -> str:
    """Text as it reads: one space between words."""
    return " ".join(text.split())


def faults(
    html: str, *, status: int, phone: str, parsed: Callable[[], BeautifulSoup] | None = None
) -> list[str]:
    """What is wrong with a page, in sentences; nothing when all is well.

    Who needs the page parsed for more than this says how to get it, so that it is done once.
    """
    found = [*heading(html, status), *about_somebody(html)]
    found += structure(html, status, parsed or (lambda: BeautifulSoup(html, "html.parser")))
    if phone not in html:
        found.append("there is no number to ring")
    found += [f"a placeholder is left in the text: {raw}" for raw in RAW_PLACEHOLDERS.findall(html)]
    return found


def structure(html: str, status: int, parsed: Callable[[], BeautifulSoup]) -> list[str]:
    """What is wrong with a page apart from its words.

    Thousands of answers differ only in words, values and where links lead: one of each shape that
    had no fault is looked at in a test process, the others are known to be as good.
    """
    shape = html
    for pattern, instead in LEFT_OUT:
        shape = pattern.sub(instead, shape)
    if (shape, status == 422) in SOUND:
        return []
    soup = parsed()
    tags = soup.find_all(True)  # once: asked for by selectors, they took longer than the page
    found = [*standard(html), *ids(tags), *fields(soup, tags), *summary(tags, status)]
    found += [*inline(tags), *links(tags)]
    if not (soup.html and soup.html.get("lang")):
        found.append("the page does not say its language")
    if not found:
        SOUND.add((shape, status == 422))
    return found


def about_somebody(html: str) -> list[str]:
    """On a page about somebody else's record, each button that sends something names them."""
    whose = WHOSE.search(html)
    if whose is None:
        return []
    buttons = re.findall(
        r'<button type="submit".*?</button>', html.partition("<main")[2], re.DOTALL
    )
    return [f"a button does not say about whom: {each}" for each in buttons if whose[1] not in each]


def standard(html: str) -> list[str]:
    """Where the page departs from HTML5."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [f"not HTML5 at line {place[0]}: {code} {more}" for place, code, more in parser.errors]


def texts(html: str, name: str) -> list[str]:
    """The words of each element of this name."""
    found = re.findall(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", html, re.DOTALL)
    return [squeezed(unescape(TAGS.sub("", each))) for each in found]


def heading(html: str, status: int) -> list[str]:
    """One first heading, which the title begins with, after "Error:" when a form was refused."""
    headings = texts(html, "h1")
    if len(headings) != 1 or not headings[0]:
        return [f"{len(headings)} first headings: {headings}"]
    title = next(iter(texts(html, "title")), "")
    before, found, _ = title.partition(headings[0])
    if not found:
        return [f"the title {title!r} does not hold the heading {headings[0]!r}"]
    if (status == 422) != before.endswith(": "):
        return [f"the title of a page with status {status} begins {before!r}"]
    return []


def ids(tags: list[Tag]) -> list[str]:
    """Ids stand once, and what points at an id finds it."""
    counted = Counter(str(each["id"]) for each in tags if "id" in each.attrs)
    found = [f"the id {name!r} stands {many} times" for name, many in counted.items() if many > 1]
    for each in tags:
        for attribute in POINTS.intersection(each.attrs):
            found += [
                f"{attribute} points at {name!r}, which is not there"
                for name in str(each[attribute]).split()
                if name not in counted
            ]
    return found + [
        f"a link leads to {each['href']}, which is not there"
        for each in within_the_page(tags)
        if str(each["href"])[1:] not in counted
    ]


def within_the_page(tags: list[Tag]) -> list[Tag]:
    """Links to another place of the same page."""
    return [each for each in tags if each.name == "a" and str(each.get("href")).startswith("#")]


def visible_fields(tags: list[Tag]) -> list[Tag]:
    """What somebody can write in or choose from."""
    return [
        each
        for each in tags
        if each.name in ("select", "textarea")
        or (each.name == "input" and each.get("type") not in ("hidden", "submit"))
    ]


def fields(soup: BeautifulSoup, tags: list[Tag]) -> list[str]:
    """Every field has a label with words, and choices that belong together have a legend."""
    found = []
    for each in visible_fields(tags):
        label = soup.find("label", attrs={"for": each.get("id")}) if each.get("id") else None
        if not (label and squeezed(label.get_text())):
            found.append(f"the field {each.get('name')!r} has no label")
        if each.get("type") == "radio" and not legend(each):
            found.append(f"the choice {each.get('name')!r} has no legend")
    forms = [each for each in tags if each.name == "form" and each.get("method") == "post"]
    if any(not each.find("input", attrs={"name": "csrf_token"}) for each in forms):
        found.append("a form has no token")
    return found


def legend(choice: Tag) -> str:
    """The words above a group of choices."""
    group = choice.find_parent("fieldset")
    words = group.find("legend") if group else None
    return squeezed(words.get_text()) if words else ""


def summary(tags: list[Tag], status: int) -> list[str]:
    """A refused form says so at the top, with a link to each field that is wrong."""
    box = next((each for each in tags if "govuk-error-summary" in each.get("class", ())), None)
    if (status == 422) != (box is not None):
        return [f"status {status} {'with' if box else 'without'} an error summary"]
    if box is None:
        return []
    focusable = {each.get("id") for each in visible_fields(tags)}
    named = {str(each["href"])[1:] for each in within_the_page(box.find_all(True))}
    found = [f"the error summary leads to {name!r}, no field" for name in named - focusable]
    if not box.find("li"):
        found.append("the error summary is empty")
    marked = [
        each
        for each in tags
        if each.get("aria-invalid") == "true" or "govuk-form-group--error" in each.get("class", ())
    ]
    if len(marked) == 0 and named:
        found.append("no field is marked as wrong")
    return found


def inline(tags: list[Tag]) -> list[str]:
    """Styles and scripts written into the page, which its own security policy would stop."""
    found = []
    for each in tags:
        if each.name == "style" or "style" in each.attrs:
            found.append(f"a style is written into <{each.name}>")
        if each.name == "script" and "src" not in each.attrs:
            found.append("a script is written into the page")
        found += [f"<{each.name}> has {name}" for name in each.attrs if HANDLER.match(name)]
    return found


def links(tags: list[Tag]) -> list[str]:
    """Every link and button says where it goes, and there is a way on from the page."""
    leads = [each for each in tags if each.name in ("a", "button")]
    found = [
        f"a {each.name} without words: {each}"
        for each in leads
        if not (squeezed(each.get_text()) or each.get("aria-label"))
    ]
    found += [
        f"a picture without a text: {each}"
        for each in tags
        if each.name == "img" and "alt" not in each.attrs
    ]
    if not any(leads_on(each) for each in leads):
        found.append("there is no way on from this page")
    return found


def leads_on(each: Tag) -> bool:
    """Whether a link or button of the page's own leads further, or back."""
    if "govuk-back-link" in each.get("class", ()):
        return True
    if each.name == "button":
        return each.find_parent("main") is not None
    return "href" in each.attrs and each.find_parent(["main", "nav"]) is not None
