"""One verb of the command line each."""
