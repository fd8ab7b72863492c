"""`otklik demo`: a month of a brand's community life, played by people in a stand-in for Telegram, through the program.

A *plan* (what happens when, from a seed) is *played* (people write and press, in the stand-in only) while a *ledger*
notes what was asked and answered; at the end the program's figures and the ledger's must agree. Invariant: the program
under the month is the one that `otklik run` starts, over HTTP on this machine; time is a clock that the play moves, so
that the same seed gives the same figures. Deliberately absent: any way into the program but Telegram's.
"""
