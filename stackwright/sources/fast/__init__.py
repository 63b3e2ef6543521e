"""Runs programs on leaner pieces of Pulumi's runtime, where the installed SDK is one whose internals are known.

Pulumi's own runtime makes tasks, futures and messages for each property of each resource. What replaces them here
registers resources with the recorder directly and gives programs the same outputs, later; anything out of the
ordinary is left to the SDK's own code, resource by resource.
"""
