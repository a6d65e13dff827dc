"""How much each comparison of words counts, tuned on development data; see docs/matching.md."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.forms import Form

Weights = Mapping[Form, float]


@dataclass(frozen=True, slots=True)
class Tuning:
    """The weights of the parts of a mean of cosines.

    ``labels``, ``descriptions`` and ``others`` weigh the forms in which words are compared with labels and
    descriptions in their own language and with labels in other languages; ``latent`` the forms of the latent
    space; ``alike`` what resembles the best answers. Labels weigh by rarity to the power ``rarity``.
    """

    labels: Weights
    descriptions: Weights
    others: Weights
    latent: Weights
    alike: float
    rarity: float


RICH = Tuning(
    labels={Form.LETTERS: 1.0, Form.STEM_LETTERS: 1.0, Form.STEMS: 1.0, Form.PART_STEMS: 1.0},
    descriptions={Form.LETTERS: 1.0, Form.PART_STEMS: 0.7},
    others={Form.STEM_LETTERS: 0.45},
    latent={Form.LETTERS: 0.7, Form.PART_STEMS: 0.5},
    alike=1.2,
    rarity=1.0,
)
"""For vocabularies with synonyms or descriptions: words and company tell much (tuned on occupations)."""

POOR = Tuning(
    labels={Form.LETTERS: 1.0, Form.STEM_LETTERS: 1.0, Form.PART_LETTERS: 0.7},
    descriptions={Form.LETTERS: 1.0},
    others={Form.PART_STEMS: 0.7},
    latent={},
    alike=0.0,
    rarity=2.0,
)
"""For vocabularies with one label per concept: letters, and above all the rare ones (tuned on skills)."""

AXES = {Form.LETTERS: 128, Form.PART_STEMS: 256}
"""The axes of the latent space of each form."""

ENOUGH_CONTEXT = 0.5
"""The share of concepts with synonyms or a description from which a vocabulary is rich."""
