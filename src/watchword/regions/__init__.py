"""Activity by region: events of violence, where they fall, and when their number grows."""
