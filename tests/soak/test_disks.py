"""Where nothing can be written a command says so, the last version answers, and the next run goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.embedding import BundledEmbedder
from tests.soak.disks import Change, Site, building, complaints, ingesting, prepared
from tests.soak.intake import QUESTION, QUOTE, difference, held, litter, served, state_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its files have no limits")
CLEAR = "cannot be written"


class NarrowSite(Site):
    """A site where no file of more than a few hundred bytes can be written."""

    def qa(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(("sh", "-c", 'ulimit -f 0 && exec "$@"', "sh"), arguments)


@pytest.mark.parametrize("change", [ingesting, building])
def test_without_room_nothing_is_lost(change: Change, tmp_path: Path) -> None:
    site = Site(tmp_path, tmp_path / "data")
    prepared(site)
    command = change(site)
    before = state_of(site.data)
    narrow = NarrowSite(site.folder, site.data)
    refused = narrow.qa(*command)
    assert refused.returncode == 1
    assert complaints(refused, CLEAR) == []
    assert "unexpected" not in refused.stderr
    assert QUOTE in narrow.qa("ask", QUESTION).stdout
    assert difference(state_of(site.data), before) == ""
    assert [*held(site.data, [before]), *litter(site.data)] == []
    site.must(*command)
    assert served(site.data, tmp_path / "corpus", BundledEmbedder(), [state_of(site.data)]) == []
    assert litter(site.data) == []
    assert difference(state_of(site.data), before) != ""
