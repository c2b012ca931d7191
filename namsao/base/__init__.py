"""The floor: people, places, keys, files. Knows nothing of products."""
