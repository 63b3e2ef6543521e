"""What runs in a Kubernetes cluster: the controllers of the platform, and the services."""
