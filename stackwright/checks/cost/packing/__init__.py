"""How pods are packed onto the nodes that Karpenter starts for them."""
