"""The rules, a folder per service, a file and a fixture of the same name per rule."""
