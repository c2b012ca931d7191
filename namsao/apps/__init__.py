"""The house, in the order a product travels. Imports only look back along the road."""
