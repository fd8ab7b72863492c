"""Whose word a message is: the team's or a member's.

Anonymous admins write as the group itself, the brand as its linked channel, a Business account by its owner's hand;
teammates and named identities under their own name. Invariant: what the team says among members is never a question.
"""

from handlers.scene import Scene
from inbox.ids import BrandId
from inbox.messages import Message
from storage import chats, team
from storage.chats import Chat


def is_team(scene: Scene, chat: Chat, brand: BrandId, message: Message) -> bool:
    if message.place.business_connection:
        business = chats.find_business_connection(scene.connection, message.place.business_connection)
        return business is not None and message.sender_id == business.owner
    if message.sender_chat is not None and message.sender_chat.id in (message.place.id, chat.linked_id):
        return True
    return team.speaks_for(scene.connection, brand, message.sender_id)
