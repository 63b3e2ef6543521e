"""EKS clusters: the AWS side of Kubernetes."""
