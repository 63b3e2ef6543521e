"""Manifests as files on disk, and what is said about them."""
