"""The real Pulumi CLI and engine on private state, with simulated providers attached."""
