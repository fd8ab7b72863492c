"""What people of the community do in the month's stories: they show photos and say whether the brand may have them,
take part in games, come for them and go.
"""

from collections.abc import Mapping

from bot.demo.deeds import Decides, Enters, LeavesGroup, PostsExtra, Recaptions, Shares
from bot.demo.hands import NotSeen, carrying
from bot.demo.ledger import Ledger
from bot.demo.stage import Stage
from bot.standin import Message, photo


class Guests:
    def __init__(self, stage: Stage, ledger: Ledger) -> None:
        self._stage = stage
        self._ledger = ledger
        self._questions: dict[int, Message] = {}
        """What the bot asked about a piece, by the piece's number."""

    def share(self, shares: Shares) -> None:
        stage, piece = self._stage, self._stage.community.script.pieces[shares.piece]
        author = stage.members[shares.member]
        if piece.album:
            message = stage.group.shares(author, [photo(), photo(), photo()], piece.caption)[0]
        else:
            message = stage.group.says(author, piece.caption, media=photo())
        stage.pieces[shares.piece] = message
        self._ledger.messages += 1

    def recaption(self, recaptions: Recaptions) -> None:
        words = self._stage.community.script.pieces[recaptions.piece].edit
        self._stage.group.edits(self._stage.pieces[recaptions.piece], words)

    def post(self, posts: PostsExtra) -> None:
        stage = self._stage
        extra = stage.community.script.extras[posts.extra]
        media = photo() if extra.photo else None
        stage.posts[len(stage.community.posts) + posts.extra] = stage.channel.posts(extra.text, media=media)

    def enter(self, enters: Enters) -> None:
        """Who only looked in joins first."""
        stage, member = self._stage, self._stage.members[enters.member]
        announcement = stage.games.get(enters.number)
        if announcement is None:
            return
        if not stage.group.standing_of(member).is_present:
            stage.group.joins(member)
        if "poll" not in announcement.raw:
            stage.world.presses(member, announcement, carrying(announcement, "aci")[0])
            return
        poll = announcement.raw["poll"]
        options = [option["text"] for option in poll["options"]]
        if enters.option >= 0:
            stage.world.votes(member, announcement, options[enters.option])
        elif poll["allows_revoting"]:
            stage.world.votes(member, announcement)

    def leave(self, leaves: LeavesGroup) -> None:
        self._stage.group.leaves(self._stage.members[leaves.member])

    async def decide(self, decides: Decides) -> None:
        stage, member = self._stage, self._stage.members[decides.member]
        question = self._questions.setdefault(decides.piece, self._question(decides.piece))
        if decides.verb:
            await stage.world.presses(member, question, carrying(question, decides.verb)[0]).answered()
        else:
            stage.group.says(member, decides.words, reply_to=question)
            self._ledger.messages += 1
        await stage.settled()

    def _question(self, piece: int) -> Message:
        """Asked under the photo itself."""
        shown = self._stage.pieces[piece]
        for message in reversed(self._stage.group.sent):
            replied: Mapping[str, object] = message.raw.get("reply_to_message", {})
            if replied.get("message_id") == shown.id:
                return message
        raise NotSeen(f"nobody asked about {shown.line!r}")
