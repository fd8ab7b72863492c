"""Members by number: who is a foreigner, who only talks, who asks, who advertises, who newly joins the channel."""

FOREIGNERS = range(12)
REGULARS = range(12, 40)
ASKERS = range(40, 216)
SPAMMERS = range(216, 220)
NEWCOMERS = range(220, 320)
MEMBERS = NEWCOMERS.stop
