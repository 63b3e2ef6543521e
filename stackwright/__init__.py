"""Runs any Pulumi Python program with no AWS account and says what it would build."""
