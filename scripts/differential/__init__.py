"""The rules' fixtures judged by checkov too: translation to Terraform and Kubernetes files, verdicts, comparison."""
