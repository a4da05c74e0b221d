"""What several features show of an activity, a contractor or a person."""
