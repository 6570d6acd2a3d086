"""Which listings are the same party? Candidates, what their facts say, clusters, and people's decisions."""
