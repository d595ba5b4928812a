"""Monte Carlo of a whole background database: every product in every sample, each sample by itself."""

from lca.background.sampling.converging import sample_until
from lca.background.sampling.designs import DESIGNS
from lca.background.sampling.entries import sampled_entries
from lca.background.sampling.run import sample
from lca.background.sampling.statistics import Convergence, convergence
from lca.background.sampling.storing import keep_samples, store_samples
from lca.background.sampling.summing import Samples

__all__ = [
    "DESIGNS",
    "Convergence",
    "Samples",
    "convergence",
    "keep_samples",
    "sample",
    "sample_until",
    "sampled_entries",
    "store_samples",
]
