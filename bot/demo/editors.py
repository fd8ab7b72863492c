"""What the team does beside answering: sends tables, asks for guests' pieces, plays games, files posts of others.

Invariant: like Hands, it sees what stands in the chats and nothing else.
"""

from datetime import timedelta

from bot.demo.deeds import AsksAuthor, Draws, Forwards, LogsUse, SendsFile, StartsGame, Tags
from bot.demo.hands import Hands, NotSeen, carrying
from bot.demo.stage import Stage
from bot.standin import Message, Person, document

LOOKED_BACK = 200
WHILE_TYPING = timedelta(seconds=20)


class Editors:
    def __init__(self, stage: Stage, hands: Hands) -> None:
        self._stage = stage
        self._hands = hands
        self._numbers: dict[int, str] = {}
        """Of pieces on the list, by their number in the script."""

    async def send_file(self, sends: SendsFile) -> None:
        """And leave out the columns that the bot asks about."""
        stage, who = self._stage, self._stage.team[sends.by]
        file = document(sends.name, sends.text.encode("utf-8-sig"))
        stage.desk.says(who, sends.caption, media=file, topic=stage.topic)
        await stage.settled()
        while carrying(stage.desk.sent[-1], "tbl"):
            await self._hands.press(who, stage.desk.sent[-1], "tbl:")

    # --- guests' pieces -----------------------------------------------------------------------------------------------

    async def tag(self, tags: Tags) -> None:
        stage = self._stage
        stage.group.says(stage.team[tags.by], "/ugc", reply_to=stage.pieces[tags.piece])
        await stage.settled()

    async def ask_author(self, asks: AsksAuthor) -> None:
        shown = self._stage.pieces[asks.piece]
        card = self._newest("uga", shown.sender_name)
        purposes = self._stage.community.script.pieces[asks.piece].asked
        [button] = [data for data in carrying(card, "uga") if data.endswith(f":{purposes}")]
        self._numbers[asks.piece] = button.split(":")[1]
        await self._hands.press(self._stage.team[asks.by], card, button)

    async def log_use(self, logs: LogsUse) -> None:
        """The consent is read once more; then it is told where the piece came out."""
        who = self._stage.team[logs.by]
        card = self._newest("ugd", self._stage.pieces[logs.piece].sender_name)
        await self._hands.press(who, card, carrying(card, "ugd")[0])
        use = self._stage.community.script.pieces[logs.piece].use
        if use == "post":
            post = self._stage.posts[len(self._stage.community.posts)]
            use = f"https://t.me/{self._stage.channel.about['username']}/{post.id}"
        await self._hands.says(who, f"/ugc used {self._numbers[logs.piece]} {use}")

    # --- games --------------------------------------------------------------------------------------------------------

    async def start_game(self, starts: StartsGame) -> None:
        """By the dialogue, then the rules one after another, then out."""
        stage, who, game = self._stage, self._stage.team[starts.by], starts.game
        await self._hands.says(who, "/activation new")
        await self._hands.press(who, stage.desk.sent[-1], f"acn:{game.kind}")
        for words in (game.text, starts.until, game.prize):
            await self._reply(who, words)
        await self._hands.press(who, stage.desk.sent[-1], stage.group.about["title"])
        for name, words in game.rules.items():
            card = self._newest("acr")
            await self._hands.press(who, card, next(it for it in carrying(card, "acr") if it.endswith(f":{name}")))
            await self._reply(who, words)
        card = self._newest("acp")
        before = len(stage.group.sent)
        if game.rules:
            await self._hands.press(who, card, carrying(card, "acd")[0])
        await self._hands.press(who, card, carrying(card, "acp")[0])
        stage.games[starts.number] = stage.group.sent[before]

    async def draw(self, draws: Draws) -> None:
        card = self._newest("acw")
        who = self._stage.team[draws.by]
        await self._hands.press(who, card, carrying(card, "acw")[0])
        drawn = self._newest("acl")
        await self._hands.press(who, drawn, carrying(drawn, "acl")[0])

    # --- others -------------------------------------------------------------------------------------------------------

    async def forward(self, forwards: Forwards) -> None:
        stage, who, sight = self._stage, self._stage.team[forwards.by], forwards.sight
        post = stage.rival(*sight.channel).posts(sight.text)
        stage.desk.says(who, sight.text, forwarded_from=post, topic=stage.topic)
        await stage.settled()
        card = stage.desk.sent[-1]
        await self._hands.press(who, card, stage.say(f"seen-{sight.kind}"))
        if sight.network:
            await self._hands.press(who, card, sight.network)
        if sight.note:
            await self._reply(who, sight.note)

    async def _reply(self, who: Person, words: str) -> None:
        """To what the bot said last."""
        clock = self._stage.clock
        clock.reach(clock() + WHILE_TYPING)
        await self._hands.says(who, words, self._stage.desk.sent[-1])

    def _newest(self, verb: str, words: str = "") -> Message:
        """The newest message of the desk with such a button and such words."""
        for message in list(reversed(self._stage.desk.sent))[:LOOKED_BACK]:
            if words in message.text and carrying(message, verb):
                return message
        raise NotSeen(f"no {verb} with {words!r} on the desk")
