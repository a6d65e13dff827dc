"""The truncated singular value decomposition of a large sparse matrix, by random projection."""

import numpy as np
from numpy.typing import NDArray

from matching.tfidf import Sparse

Dense = NDArray[np.float32]
SPARE = 10
"""Random directions beside those wanted; they make the wanted ones exact enough."""


def truncated_svd(matrix: Sparse, axes: int, *, sweeps: int) -> tuple[Dense, Dense, Dense]:
    """Return (rows × axes, values, axes × columns) by Halko, Martinsson and Tropp (2011), from a fixed seed.

    The same arithmetic as scikit-learn's ``randomized_svd``, whose import alone costs a second.
    """
    # slow to load; one thread, because the last bits of BLAS depend on their number
    from scipy.linalg import svd
    from threadpoolctl import threadpool_limits

    tall = matrix if matrix.shape[0] >= matrix.shape[1] else matrix.T
    with threadpool_limits(1):
        basis = _range(tall, axes + SPARE, sweeps)
        inner, values, right = svd(np.asarray((tall.T @ basis).T), full_matrices=False)
        left = basis @ inner
    left, values, right = left[:, :axes], values[:axes], right[:axes]
    return (left, values, right) if tall is matrix else (right.T, values, left.T)


def _range(matrix: Sparse, size: int, sweeps: int) -> Dense:
    """Return columns × size: an orthonormal basis of nearly all that the matrix reaches."""
    from scipy.linalg import lu, qr  # slow to load

    start = np.random.RandomState(0).normal(size=(matrix.shape[1], size))
    basis = start.astype(np.float32)
    for _ in range(sweeps):
        basis, _ = lu(matrix @ basis, permute_l=True, check_finite=False)
        basis, _ = lu(matrix.T @ basis, permute_l=True, check_finite=False)
    found: Dense = qr(matrix @ basis, mode="economic", check_finite=False)[0]
    return found
