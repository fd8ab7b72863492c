"""What a client sends to the bot in private goes on to the desk, forwarded: the team reads it as it was sent."""

from handlers import speech
from handlers.scene import Scene
from inbox.calls import Call
from inbox.ids import BrandId
from storage import brands, chats
from storage.chats import Chat
from texts import catalogue


def pass_on(scene: Scene, brand: BrandId, client: str, chat: Chat, message_id: int, album: str = "") -> bool:
    """False when the brand has no desk."""
    desk = chats.desk_of(scene.connection, brand)
    if desk is None:
        return False
    topic = {"message_thread_id": desk.topic_id} if desk.topic_id else {}
    numbers = {"from_chat_id": chat.telegram_id, "message_id": message_id}
    scene.call(Call("forwardMessage", {"chat_id": desk.telegram_id, **numbers, **topic}, desk.telegram_id))
    words = catalogue(brands.get(scene.connection, brand).language)("private-client-told", name=speech.safe(client))
    speech.say(scene, desk, words, album=album)
    return True
