"""The vocabulary of the region's skills, built once for all tables."""

import pytest

from matching.vocabulary import Vocabulary
from tests.reference.words import starter


@pytest.fixture(scope="session")
def skill_words() -> Vocabulary:
    """Build the vocabulary of the region's skills."""
    return Vocabulary.from_labels(starter.labels("skills"))
