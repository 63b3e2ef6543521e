"""Karpenter: starts the nodes that waiting pods need, and takes away those that nobody needs."""
