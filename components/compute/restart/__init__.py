"""The program of the function that restarts services; it runs in Lambda, not here."""
