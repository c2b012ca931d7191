"""GS1 keys: company prefixes and the counters that give GTIN and GLN.

Owns: CompanyPrefix, Counter. Needs: parties. Tells: nothing. A prefix is never invented: a producer
without one of its own gets keys under the programme's (decision 0011).
"""
