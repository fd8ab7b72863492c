"""What time brings about on the desk: snoozes end, waits run out, quiet conversations close, cards grow old.

Invariant: the desk is told once when a wait has little time left and once when it has none; what silence closes,
nobody is said to have resolved.
"""

from collections import defaultdict
from collections.abc import Sequence

from handlers import speech
from handlers.desk import cards
from handlers.desk.promises import promise
from handlers.desk.sight import Condition, Sight, look
from handlers.excerpts import one_line
from handlers.moments import duration, moment
from handlers.scene import Scene
from handlers.speech import safe
from inbox.conversations import Happening, decide
from inbox.ids import BrandId
from inbox.targets import Standing
from storage import brands, chats, conversations, waits
from storage import cards as kept_cards
from texts import Catalogue, catalogue

MOST_NAMED = 10
SEVERITY = {"": 0, Standing.SOON: 1, Standing.BREACHED: 2}


def wake_snoozed(scene: Scene) -> None:
    """Their time has come: the card stands below again."""
    for number in conversations.snoozed_until(scene.connection, scene.now):
        conversation = conversations.lock(scene.connection, number)
        if conversation is not None:
            standing = decide(conversation.standing, Happening.WAKE, scene.now)
            conversations.keep_standing(scene.connection, number, standing)
            cards.refresh(scene, number, anew=conversation.waiting_since is not None)


def close_silent(scene: Scene) -> None:
    """Nobody waits, and nobody has spoken or opened it again for as long as the brand's silence lasts: closed when it
    was full, whenever that is noticed.
    """
    for brand in brands.find_all(scene.connection):
        for number, since in conversations.silent_since(scene.connection, brand.id, scene.now - brand.silence):
            conversation = conversations.lock(scene.connection, number)
            if conversation is not None:
                standing = decide(conversation.standing, Happening.RESOLVE, since + brand.silence)
                conversations.keep_standing(scene.connection, number, standing)
                cards.refresh(scene, number)


def redraw_and_warn(scene: Scene) -> None:
    """Cards whose time has come say how long it has been; who is about to be late, or is, is named once."""
    late: defaultdict[tuple[BrandId, Standing], list[Sight]] = defaultdict(list)
    for number in kept_cards.due(scene.connection, scene.now):
        conversation = conversations.lock(scene.connection, number)
        assert conversation is not None
        sight = look(scene, conversation)
        cards.age(scene, sight)
        if sight.condition is Condition.WAITING and (standing := _news(scene, sight)) is not None:
            late[conversation.brand, standing].append(sight)
    for (brand, standing), sights in late.items():
        _warn(scene, brand, standing, sights)


def _news(scene: Scene, sight: Sight) -> Standing | None:
    """How the wait stands, if the desk has not been told."""
    assert sight.wait is not None
    standing = promise(sight, scene.now).standing
    if standing is Standing.ON_TIME or SEVERITY[standing] <= SEVERITY[sight.wait.warned]:
        return None
    waits.warn(scene.connection, sight.wait.id, standing)
    return standing


def _warn(scene: Scene, brand: BrandId, standing: Standing, sights: Sequence[Sight]) -> None:
    desk = chats.desk_of(scene.connection, brand)
    if desk is None:
        return
    texts = catalogue(brands.get(scene.connection, brand).language)
    lines = [_line(scene, sight, texts) for sight in sights[:MOST_NAMED]]
    if len(sights) > MOST_NAMED:
        lines.append(texts("desk-and-more", n=len(sights) - MOST_NAMED))
    numbers = [sight.conversation.id for sight in sights[:MOST_NAMED]]
    rows = [
        [(texts("desk-button-op", number=number), f"op:{number}") for number in numbers[at : at + 3]]
        for at in range(0, len(numbers), 3)
    ]
    speech.say(scene, desk, "\n".join([texts(f"desk-warning-{standing}", n=len(sights)), *lines]), rows)


def _line(scene: Scene, sight: Sight, texts: Catalogue) -> str:
    assert sight.wait is not None
    due = promise(sight, scene.now).due_at
    return texts(
        "desk-warning-line",
        number=sight.conversation.id,
        name=safe(one_line(sight.conversation.member_name, 40)),
        waited=duration(texts, scene.now - sight.wait.asked_at),
        due=moment(texts, due, sight.zone, scene.now) if due else "—",
    )
