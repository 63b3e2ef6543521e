"""Models that answer: pods with a GPU, which start when there is work and cost nothing when there is none."""
