"""What AWS would answer: ids, ARNs and outputs, the same from run to run and machine to machine."""

from .simulator import Simulator, UnknownLookup

__all__ = ["Simulator", "UnknownLookup"]
