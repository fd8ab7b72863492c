"""Whose word a message is: the team's or a member's.

Anonymous admins write as the group itself, the brand as one of its channels, a Business account by its owner's hand;
teammates and named identities under their own name. Invariant: what the team says among members is never a question.
"""

from handlers.access import role_in
from handlers.scene import Scene
from inbox.ids import BrandId, TelegramId
from inbox.messages import Message
from storage import chats, team
from storage.chats import Chat


def is_team(scene: Scene, chat: Chat, brand: BrandId, message: Message) -> bool:
    if message.place.business_connection:
        business = chats.find_business_connection(scene.connection, message.place.business_connection)
        return business is not None and message.sender_id == business.owner
    if message.sender_chat is None:
        return team.speaks_for(scene.connection, brand, message.sender_id)
    return is_voice(scene, chat, brand, message.sender_chat.id)


def is_voice(scene: Scene, chat: Chat, brand: BrandId, sender: TelegramId) -> bool:
    """Whether who writes, votes or presses in a group is the team: also the group itself, and the brand's channels."""
    if sender in (chat.telegram_id, chat.linked_id) or team.speaks_for(scene.connection, brand, sender):
        return True
    known = chats.find(scene.connection, sender)
    return known is not None and known.kind != "private" and known.brand == brand


def is_insider(scene: Scene, brand: BrandId, person: TelegramId) -> bool:
    """Whether the person works for the brand or speaks for it, the client included: no customer of the brand's."""
    return role_in(scene, person, brand) is not None or team.speaks_for(scene.connection, brand, person)
