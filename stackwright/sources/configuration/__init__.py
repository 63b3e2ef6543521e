"""What a stack's configuration is: read as the CLI does, checked against what is declared, made up where told."""
