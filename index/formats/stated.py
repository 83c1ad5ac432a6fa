"""What an office file or e-book says of itself in Dublin Core: title, language, date, publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from zipfile import ZipFile

from index.formats.archive import read_entry
from index.formats.foreign import local_name, parse_xml

OLDEST: Final = 1990
"""The year before which no office file was written; clocks that were not set give 1970 and 1980."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_DATE: Final = re.compile(r"(\d{4})(-\d{2})?(-\d{2})?(?![\d-])")
_FILE_NAME: Final = re.compile(
    r"microsoft (?:word|powerpoint|excel)\s*-|.*\.(?:docx?|pptx?|xlsx?|odt|ods|rtf|pdf|txt)\Z", re.IGNORECASE
)
_MOST: Final = 500  # characters of a title


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What a file says of itself; None where it does not. `published` is an ISO date that exists."""

    title: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None


def office_facts(archive: ZipFile) -> StatedFacts:
    """What an office file (.docx, .pptx, .xlsx, .ods) says of itself.

    The date is that of its last change: that of its making is often that of the file it was copied from.
    """
    raw = read_entry(archive, "docProps/core.xml") or read_entry(archive, "meta.xml")
    if raw is None:
        return StatedFacts()
    stated = _texts(raw)
    changed = stated.get("modified") or stated.get("date") or stated.get("created") or [""]
    day = iso_date(changed[0])
    return StatedFacts(
        title=_title(stated),
        language=_language(stated),
        published=day if day and int(day[:4]) >= OLDEST else None,
    )


def book_facts(package: bytes) -> StatedFacts:
    """What the package document of an e-book says of it."""
    stated = _texts(package)
    return StatedFacts(
        title=_title(stated),
        language=_language(stated),
        published=next(filter(None, map(iso_date, stated.get("date", ()))), None),
        publisher=_flat(stated.get("publisher", [""])[0]) or None,
    )


def iso_date(written: str) -> str | None:
    """The date that a text begins with (2025, 2025-03, 2025-03-31), if there is such a day."""
    found = _DATE.match(written.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        date.fromisoformat(f"{year}{month or '-01'}{day or '-01'}")
    except ValueError:
        return None
    return found[0]


def _texts(raw: bytes) -> dict[str, list[str]]:
    """The texts of an XML document by the names of their elements. A date of publication comes first."""
    found: dict[str, list[str]] = {}
    for element in parse_xml(raw).iter():
        text = (element.text or "").strip()
        if not text:
            continue
        texts = found.setdefault(local_name(element), [])
        event = next((value for name, value in element.attrib.items() if str(name).endswith("}event")), "")
        texts.insert(0 if event == "publication" else len(texts), text)
    return found


def _title(stated: dict[str, list[str]]) -> str | None:
    """The title, unless it is the name of a file, which programs put there by themselves."""
    title = _flat(stated.get("title", [""])[0])
    return None if not title or len(title) > _MOST or _FILE_NAME.match(title) else title


def _language(stated: dict[str, list[str]]) -> str | None:
    language = stated.get("language", [""])[0]
    return language.replace("_", "-") if _LANGUAGE.fullmatch(language) else None


def _flat(text: str) -> str:
    return " ".join(text.split())
