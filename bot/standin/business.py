"""Business accounts: a person connects the bot to their account, and it sees and answers that person's private chats.

Invariant: the bot may answer only with the right to, while the connection is on, and within 24 hours of the
customer's last words. Deletions are told here and nowhere else. What the bot sends comes back to it too, marked with
`sender_business_bot`.
"""

from datetime import timedelta

from bot.standin.chat import Access, Chat
from bot.standin.ground import Ground
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.refusals import NO_BUSINESS_REPLY, bad_request, not_found
from bot.standin.wire import Json

WINDOW = int(timedelta(hours=24).total_seconds())


class BusinessAccount:
    """An account with the bot connected."""

    def __init__(self, ground: Ground, owner: Person, connection_id: str, user_chat_id: int) -> None:
        self.ground = ground
        self.owner = owner
        self.id = connection_id
        self.user_chat_id = user_chat_id
        self.connected_at = ground.moment
        self.is_enabled = True
        self.may_reply = True
        self.chats: dict[int, BusinessChat] = {}

    @property
    def raw(self) -> Json:
        """The Bot API's `BusinessConnection`."""
        rights = {"can_reply": True, "can_read_messages": True} if self.may_reply else {"can_read_messages": True}
        connection: Json = {"id": self.id, "user": self.owner.user, "user_chat_id": self.user_chat_id}
        return connection | {"date": self.connected_at, "rights": rights, "is_enabled": self.is_enabled}

    def chat(self, customer: Person) -> "BusinessChat":
        """The owner's private chat with a customer."""
        if customer.id not in self.chats:
            self.chats[customer.id] = BusinessChat(self, customer)
        return self.chats[customer.id]

    def allows(self, *, reply: bool) -> None:
        """The owner changes what the bot may do."""
        self.may_reply = reply
        self.ground.publish("business_connection", self.raw)

    def disconnects(self) -> None:
        self.is_enabled = False
        self.ground.publish("business_connection", self.raw)


class BusinessChat(Chat):
    """One of the owner's private chats, as the bot sees it."""

    told_as = ("business_message", "edited_business_message")

    def __init__(self, account: BusinessAccount, customer: Person) -> None:
        about = {"first_name": customer.first_name, "last_name": customer.last_name, "username": customer.username}
        super().__init__(account.ground, customer.id, {key: value for key, value in about.items() if value is not None})
        self.account = account
        self.customer = customer

    def signed(self, who: object) -> Json:
        connection: Json = {"business_connection_id": self.account.id}
        if who == self.ground.bot:
            return connection | {"from": self.account.owner.user, "sender_business_bot": self.ground.bot.user}
        assert isinstance(who, Person), "only the owner and the customer write here"
        return connection | {"from": who.user}

    def bot_stands(self, fields: Json) -> Message:
        message = super().bot_stands(fields)
        self.tell(message)
        return message

    def deletes(self, *messages: Message) -> None:
        super().deletes(*messages)
        deleted = {"business_connection_id": self.account.id, "chat": self.raw, "message_ids": [m.id for m in messages]}
        self.ground.publish("deleted_business_messages", deleted)

    def tell(self, message: Message, *, edited: bool = False) -> None:
        if self.account.is_enabled:
            super().tell(message, edited=edited)

    def next_message_id(self) -> int:
        return self.ground.number(f"box of {self.account.owner.id}")

    def refuse_bot(self, access: Access) -> None:
        if not self.account.is_enabled:
            raise not_found("business connection")
        if access == "write" and not (self.account.may_reply and self._is_fresh()):
            raise bad_request(NO_BUSINESS_REPLY)

    def _is_fresh(self) -> bool:
        heard = [m.raw["date"] for m in self.messages.values() if m.raw["from"]["id"] == self.customer.id]
        return bool(heard) and self.ground.moment - heard[-1] <= WINDOW
