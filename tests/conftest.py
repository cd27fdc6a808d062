"""What every test process does first."""

from __future__ import annotations

import contextlib

# scikit-learn's OpenMP library needs thread-local memory that the loader sets aside at the start and that
# other libraries use up: imported late, after most of the others, it fails to load.
with contextlib.suppress(ImportError):
    import sklearn.utils._openmp_helpers  # noqa: F401 - loaded for its effect on the process
