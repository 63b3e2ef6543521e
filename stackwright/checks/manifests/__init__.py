"""The Kubernetes objects of stacks as plain manifests, and how they stand as one base with an overlay for each."""
