"""The interpreter a program runs on: found, started and asked, and said to be missing what it lacks."""
