"""Documents that nobody tuned on: how pages become Markdown, and what is said where they cannot be had."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index.corpus_files import read_file
from tests import manuals
from tests.manuals import INVENTED, MANUALS, Manual, ManualError, chapter, document, main

BOOK = """<html><body><div class="navheader"><table><tr><th>Next</th><td>Up</td></tr></table></div>
<div class="chapter"><h1>2. Mooring</h1><div class="toc"><dl><dt>2.1. Ropes</dt></dl></div>
<div class="tip"><table><tr><td rowspan=2><img></td><th>Tip</th></tr>
<tr><td><p>Ask first.</p></td></tr></table></div>
<div class="section"><h2>2.1. Ropes</h2><p>Two <code>bowlines</code>:</p><pre>tie  a\ntie  b</pre>
<p class="title">Table 2.1. Ropes</p><table><thead><tr><th>Rope</th><th>Load (kN)</th></tr></thead>
<tr><td>Hemp</td><td>12</td></tr></table></div></div>
<div class="navfooter">Next: 3. Sails</div></body></html>"""
ONLINE = """<div class="related">Index</div><div role="main"><h1>3. Sails<a class="headerlink">¶</a></h1>
<ol><li>Hoist</li><li>Trim</li></ol></div><div class="sphinxsidebar">Search</div>"""

MOORING = """# 2. Mooring

Tip

Ask first.

## 2.1. Ropes

Two bowlines:

```
tie  a
tie  b
```

Table 2.1. Ropes

| Rope | Load (kN) |
| --- | --- |
| Hemp | 12 |
"""
SAILS = "# 3. Sails\n\n1. Hoist\n2. Trim\n"
SEAMAN = Manual("seaman-doc", "4.2", "The Seaman", "en", "GPL-2.0-or-later", "usr/book", ("2.html", "3.html"))
CHANGES = (
    "seaman (4.2) unstable\n\n  * Ropes.\n\n -- A. Mate <a@example.org>  Fri, 16 Dec 2022 19:41:44 -0700\n"
)


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """What the package of `SEAMAN` holds."""
    root = tmp_path / "root"
    (root / "usr/book").mkdir(parents=True)
    (root / "usr/book/2.html").write_text(BOOK, encoding="utf-8")
    (root / "usr/book/3.html").write_text(ONLINE, encoding="utf-8")
    (root / "usr/share/doc/seaman-doc").mkdir(parents=True)
    (root / "usr/share/doc/seaman-doc/changelog.gz").write_bytes(gzip.compress(CHANGES.encode()))
    return root


@pytest.mark.parametrize(("html", "text"), [(BOOK, MOORING), (ONLINE, SAILS)])
def test_a_page_keeps_what_is_said_and_drops_what_leads_elsewhere(html: str, text: str) -> None:
    assert chapter(html) == text


def test_chapters_become_a_document(laid_out: Path, tmp_path: Path) -> None:
    path = tmp_path / "seaman.md"
    path.write_text(document(SEAMAN, laid_out), encoding="utf-8")
    found = read_file(path)
    assert (found.id, found.title, found.edition, found.language) == ("seaman-doc", "The Seaman", "4.2", "en")
    assert (found.published, found.sources[0].publisher) == ("2022-12-16", "Debian")
    assert found.text == f"\n{MOORING}\n{SAILS}"


def test_a_page_without_a_chapter_is_named() -> None:
    with pytest.raises(ManualError, match="no chapter"):
        chapter("<p>Moved</p>")


def test_a_package_without_the_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManualError, match=r"seaman-doc 4\.2 holds no .*2\.html"):
        document(SEAMAN, tmp_path)


def test_a_machine_without_apt_get_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "apt-get is missing: the manuals come as packages of Debian\n"


def test_a_version_that_is_not_offered_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = tmp_path / "apt-get"
    command.write_text("#!/bin/sh\necho E: Version not found >&2\nexit 100\n", encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "out")]) == 1
    named = f"{MANUALS[0].package}={MANUALS[0].version}"
    assert capsys.readouterr().err == (
        f"apt-get download {named} failed: E: Version not found (apt-get update may help)\n"
    )


def test_the_invented_documents_stand_beside_the_manuals(
    tmp_path: Path, laid_out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manuals, "unpack", lambda manual, folder: laid_out.rename(folder))
    found = manuals.write(tmp_path / "out", [SEAMAN])
    assert {document.id for document in found} == {
        "seaman-doc",
        *(path.stem for path in INVENTED.glob("*.md")),
    }
    assert len(found) == 4
