"""What does a page mean for those who screen? Its facts with the listed parties in it, and what contradicts what."""
