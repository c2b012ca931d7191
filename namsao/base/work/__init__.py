"""Each person's notices and reminder ladders, and the messages that carry them outside.

Owns: Notice, Message, Muted. Needs: accounts, audit, jobs, ui. Tells: nothing.
Whoever knows of something calls `actions.notify` or `actions.remind`, and `actions.settle` once it is dealt
with. The way outside is a channel (`channels.py`): e-mail today, others by one more class.
"""
