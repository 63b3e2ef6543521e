"""What AWS would answer: ids, ARNs and outputs, the same from run to run and machine to machine."""

from .continuing import Continuing
from .simulator import Simulator, UnknownLookup

__all__ = ["Continuing", "Simulator", "UnknownLookup"]
