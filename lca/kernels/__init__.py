"""Every Numba kernel: plain arrays in, plain arrays out, no call from one file to another.

Kernels are compiled on first use and cached beside the source; a cached kernel that calls into another file
would go stale without a word, so none does. None contracts a product and a sum or reorders a sum (no
``fastmath``), so the bits are those of the written formula on every machine. All release the interpreter's
lock and keep no state: threads share nothing but the arrays that they are given.

========================  ==============================================================================
``ordering``              strongly connected components and heavy depth-first post-order
``arranging``             exchanges to the columns of the solver, in that order
``estimating``            rough size of the solution, backward error, totals of sampled entries
``sweeping``              Gauss-Seidel, iterating only where there are loops, one matrix or eight samples
``drawing``               Philox words, normal quantile, exponential: distributions to values
``designing``             Latin hypercube and Sobol uniforms
========================  ==============================================================================

Numba takes half a second to load: import a kernel where it is used.
"""
