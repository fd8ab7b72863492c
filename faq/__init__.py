"""The Q&A library of standard replies and the matcher. Pure but for reading library files.

The matcher's matrices are small, and on a busy machine several threads on them mostly wait for each other,
so the linear algebra is told to use one, which works as long as nothing has loaded it before.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
