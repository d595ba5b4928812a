"""Monte Carlo of a whole background database: every product in every sample, each sample by itself."""

from lca.background.sampling.converging import Convergence, convergence, sample_until
from lca.background.sampling.designs import DESIGNS
from lca.background.sampling.entries import sampled_entries
from lca.background.sampling.run import Samples, sample
from lca.background.sampling.storing import store_samples

__all__ = [
    "DESIGNS",
    "Convergence",
    "Samples",
    "convergence",
    "sample",
    "sample_until",
    "sampled_entries",
    "store_samples",
]
