"""The controllers that run on the system nodes of a cluster, each a component with what it needs in AWS."""
