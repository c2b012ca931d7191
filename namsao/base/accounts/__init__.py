"""People with an account, and their postings: a role at a place or for a party.

Owns: User, Posting. Needs: access, audit, places, parties. Tells: nothing yet.
Sign-in by e-mail or phone, passkeys and one-time codes come from django-allauth.
"""
