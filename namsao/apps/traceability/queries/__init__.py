"""Questions about events and what they amount to."""

from namsao.apps.traceability.queries.ledger import about, history, link_of, moment_of, same, whole

__all__ = ["about", "history", "link_of", "moment_of", "same", "whole"]
