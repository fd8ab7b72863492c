"""The two tiers of the matcher: by wording and what words mean, or with the meaning of whole sentences too."""

from typing import Literal

Tier = Literal["lexical", "semantic"]
