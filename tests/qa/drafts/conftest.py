"""What answers from figures are made with, over the small corpus."""

from __future__ import annotations

import pytest

from index.passage_index import PassageIndex
from qa.drafts.answer import Resources
from qa.knowledge.knowledge import Knowledge
from tests.qa.drafts.drafting import resources_of


@pytest.fixture(scope="session")
def resources(small_knowledge: Knowledge, small_index: PassageIndex) -> Resources:
    return resources_of(small_knowledge, small_index.documents)
