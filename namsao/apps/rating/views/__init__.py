"""Views of ratings, one module for each screen."""
