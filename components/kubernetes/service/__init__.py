"""Services in a cluster: the twin of a service on Fargate."""
