"""差错率: weighted errors by the official rule, the sample of a re-check, and figures about the work.

Plain Python: errors, dates and numbers in, sheets of arithmetic out. The weights are dated files (data/).
"""

from annotations.quality.arithmetic import Error, Row, Sheet, arithmetic
from annotations.quality.sampling import drawn, sample_size
from annotations.quality.spread import nearest_rank
from annotations.quality.weights import NoWeights, Weights, weights_on

__all__ = [
    "Error",
    "NoWeights",
    "Row",
    "Sheet",
    "Weights",
    "arithmetic",
    "drawn",
    "nearest_rank",
    "sample_size",
    "weights_on",
]
