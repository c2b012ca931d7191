"""The EPCIS 2.0 REST interface under `/epcis/`, as GS1's openapi.json has it.

Access by key (`epcis.capture`, `epcis.query`) or session; every answer that is no success is a problem document.
"""
