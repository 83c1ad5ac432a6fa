"""Documents that nobody tuned on: chapters of Debian's manuals in five languages, and three invented reports.

`python -m tests.manuals FOLDER` downloads the manuals with apt-get, which installs nothing, writes chapters
of them as Markdown, and puts what `tests/qa/manuals` holds beside them. Their text is not ours to keep: each
file names its licence. The versions are those that questions were written on, of Debian 12.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import yaml
from selectolax.lexbor import LexborHTMLParser

from index.corpus_files import read_file
from index.documents import Document, Source
from index.errors import CorpusError
from index.formats.markup import read_page

INVENTED: Final = Path(__file__).parent / "qa" / "manuals"
CONTENT: Final = '[role="main"], .chapter, .appendix'  # of a page made by Sphinx, by DocBook
NAVIGATION: Final = ".toc, .list-of-tables, .headerlink"
BOXES: Final = ", ".join(f".{kind} > table" for kind in ("note", "tip", "important", "warning", "caution"))
WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Manual:
    """Some chapters of a manual: `pages` are HTML files in `folder` of a package."""

    package: str
    version: str
    title: str
    language: str
    license: str
    folder: str
    pages: tuple[str, ...]


MANUALS: Final = (
    Manual(
        *("debian-faq", "11.1", "The Debian GNU/Linux FAQ", "en"),
        license="Verbatim and modified copies under the manual's own permission notice",
        folder="usr/share/doc/debian/FAQ",
        pages=("choosing.en.html", "support.en.html"),
    ),
    Manual(
        *("debian-policy", "4.6.2.0", "Debian Policy Manual", "en", "GPL-2.0-or-later"),
        folder="usr/share/doc/debian-policy/policy.html",
        pages=("ch-archive.html", "ch-docs.html"),
    ),
    Manual(
        *("debian-reference-zh-cn", "2.100", "Debian 参考手册", "zh-Hans", "GPL-2.0-or-later"),
        folder="usr/share/debian-reference",
        pages=("ch03.zh-cn.html", "ch08.zh-cn.html"),
    ),
    Manual(
        *("developers-reference-fr", "12.18", "Référence du développeur Debian", "fr", "GPL-2.0-or-later"),
        folder="usr/share/developers-reference/fr",
        pages=("developer-duties.html", "l10n.html"),
    ),
    Manual(
        *("maint-guide-fr", "1.2.53", "Guide du nouveau responsable Debian", "fr", "GPL-2.0-or-later"),
        folder="usr/share/doc/maint-guide-fr/html",
        pages=("first.fr.html", "upload.fr.html"),
    ),
    Manual(
        *("maint-guide-ja", "1.2.53", "Debian 新メンテナーガイド", "ja", "GPL-2.0-or-later"),
        folder="usr/share/doc/maint-guide-ja/html",
        pages=("start.ja.html", "modify.ja.html"),
    ),
    Manual(
        *("debian-reference-de", "2.100", "Debian-Referenz", "de", "GPL-2.0-or-later"),
        folder="usr/share/debian-reference",
        pages=("ch05.de.html",),
    ),
)


class ManualError(Exception):
    """A manual could not be had; the message says why and what to do."""


def unpack(manual: Manual, folder: Path) -> None:
    """Download the manual's package and lay out in `folder` what it holds. Raises ManualError."""
    with tempfile.TemporaryDirectory() as place:
        _run("apt-get", "download", f"{manual.package}={manual.version}", place=place)
        for package in Path(place).glob("*.deb"):
            _run("dpkg-deb", "--extract", str(package), str(folder), place=place)


def chapter(html: str) -> str:
    """The text of a page as Markdown, without what leads to other pages. Raises ManualError."""
    tree = LexborHTMLParser(html)
    for node in tree.css(NAVIGATION):
        node.decompose()
    for node in tree.css(BOXES):  # a word such as "Tip" and a text, laid out as a table
        node.unwrap()
    content = tree.css_first(CONTENT)
    if content is None or content.html is None:
        raise ManualError("a page has no chapter in it: its manual is made otherwise now")
    return read_page(content.html).text


def document(manual: Manual, root: Path) -> str:
    """The chapters of a manual that is laid out in `root`, with front matter. Raises ManualError."""
    try:
        pages = [(root / manual.folder / page).read_text(encoding="utf-8") for page in manual.pages]
        changes = gzip.decompress((root / "usr/share/doc" / manual.package / "changelog.gz").read_bytes())
    except OSError as error:
        raise ManualError(f"{manual.package} {manual.version} holds no {error.filename}") from error
    signed = re.search(r"^ -- .*>  (.+)$", changes.decode("utf-8"), re.MULTILINE)
    published = parsedate_to_datetime(signed[1]).date().isoformat() if signed else None
    source = Source(
        publisher="Debian", title=manual.title, url=None, published=published, language=manual.language
    )
    front = {
        "id": manual.package,
        "title": manual.title,
        "edition": manual.version,
        "language": manual.language,
        "published": published,
        "sources": [source.model_dump()],
        "license": manual.license,
    }
    header = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    return f"---\n{header}---\n\n" + "\n".join(map(chapter, pages))


def write(folder: Path, manuals: Sequence[Manual] = MANUALS) -> list[Document]:
    """Write the documents into `folder` and read them as an index does. Raises ManualError, CorpusError."""
    folder.mkdir(parents=True, exist_ok=True)
    for manual in manuals:
        with tempfile.TemporaryDirectory() as root:
            unpack(manual, Path(root))
            text = document(manual, Path(root))
        (folder / f"{manual.package}.md").write_text(text, encoding="utf-8")
    for path in sorted(INVENTED.glob("*.md")):
        shutil.copy(path, folder)
    return [read_file(path) for path in sorted(folder.glob("*.md"))]


def _run(*command: str, place: str) -> None:
    try:
        subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise ManualError(f"{command[0]} is missing: the manuals come as packages of Debian") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip().splitlines()[-1:] or ["it does not say why"]
        raise ManualError(f"{' '.join(command)} failed: {said[0]} (apt-get update may help)") from error


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the documents are written, one Markdown file each")
    options = parser.parse_args(arguments)
    try:
        documents = write(options.folder)
    except (ManualError, CorpusError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for found in documents:
        sys.stdout.write(f"{found.id:28} {found.language:8} {len(WORD.findall(found.text)):6} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
