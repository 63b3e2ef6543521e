"""Tools of other makers that production may have beside its services: each with a database, secrets and a budget."""
