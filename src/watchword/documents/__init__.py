"""What does a page say? Its text and frame, its dates told apart, and typed facts with the sentence that says so.

Nothing here knows of lists: who of the actors is listed is the question of `watchword.news`, above.
"""
