"""The town lives in `rehearsal.town`; this is the same module under its old name."""

import sys

from rehearsal import town
from rehearsal.town import *  # noqa: F403

sys.modules[__name__] = town
