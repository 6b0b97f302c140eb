"""How hard a page is to read: what it says in sentences, without names, numbers and labels."""

import re

from bs4 import BeautifulSoup

BLOCKS = "p, li, dd, legend, label, .govuk-hint, caption, figcaption"
FEWEST_WORDS = 4
NOT_WORDS = re.compile(r"\S*[\d@£]\S*|\bZ[nm]\w+")


def sentences(soup: BeautifulSoup) -> list[str]:
    """The sentences of the main part of a page."""
    found = []
    for each in soup.main.select(BLOCKS) if soup.main else ():
        if not each.select(BLOCKS):
            text = NOT_WORDS.sub("", " ".join(each.get_text(" ").split()))
            found += [part.strip() for part in re.split(r"(?<=[.!?:])\s+", text)]
    return [each for each in dict.fromkeys(found) if len(each.split()) >= FEWEST_WORDS]


def syllables(word: str) -> int:
    """About how many beats a word has: its groups of vowels, less an e that is not sounded."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    silent = re.search(r"[^aeiouyl]e(s|d)?$", plain) and not re.search(r"[td]ed$|[cgsxz]es$", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)) - bool(silent))


def grade(said: list[str]) -> float:
    """The Flesch-Kincaid grade of some sentences; 0 for none."""
    spoken = [word for each in said for word in each.split() if any(map(str.isalpha, word))]
    if not spoken:
        return 0.0
    beats = sum(map(syllables, spoken))
    return 0.39 * len(spoken) / len(said) + 11.8 * beats / len(spoken) - 15.59
