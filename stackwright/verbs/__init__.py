"""The verbs of the command line: the arguments of each, and what it runs."""
