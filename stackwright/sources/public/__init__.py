"""The slow path for SDK versions nobody has tested: Pulumi's public interface and nothing else."""
