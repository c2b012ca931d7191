"""The GS1 law: keys, application identifiers, element strings, Digital Link URIs and EPC URNs."""

from namsao.core.gs1.text import describe

__all__ = ["describe"]
