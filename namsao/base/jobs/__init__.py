"""News through an outbox, and the schedule: what happens after commit, and again after a crash.

Owns: News rows and their deliveries, runs of scheduled jobs. Needs: nothing. Tells: nothing.
An app declares news in `signals.py`, hears it in `receivers.py`, and declares jobs in `tasks.py`.
"""
