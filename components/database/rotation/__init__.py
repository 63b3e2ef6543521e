"""The program of the function that rotates a database's master password; it runs in Lambda, not here."""
