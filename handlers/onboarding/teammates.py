"""`/team`: who works for the brand, links for newcomers, roles, leaving; and voices that are no teammates.

Invariant: a lead gives no role above their own and touches no owner; whoever leaves keeps counting as the team for
what they answered.
"""

from handlers import speech
from handlers.access import role_in
from handlers.desk import cards
from handlers.onboarding import leads
from handlers.onboarding.invitations import teammate_link
from handlers.requests import LEADS, TEAM, Request
from handlers.scene import Scene
from handlers.speech import Rows
from inbox.errors import Invalid, NotAllowed, NotFound, Stale
from inbox.ids import BrandId, TelegramId
from storage import brands, chats, conversations, team
from storage.team import Role, Teammate

NAMED: dict[str, Role] = {
    "manager": "manager", "менеджер": "manager", "менеджера": "manager",
    "lead": "lead", "руководитель": "lead", "руководителя": "lead",
    "client": "client", "клиент": "client", "клиента": "client",
}  # fmt: skip
GIVEN: tuple[Role, ...] = ("manager", "lead", "client")
INVITE = ("invite", "пригласить")
REMOVE = ("remove", "убрать")


def command(scene: Scene, request: Request) -> None:
    """`/team` · `/team invite <role>` · `/team remove <name>`"""
    verb, _, rest = request.args.partition(" ")
    if verb.casefold() in INVITE:
        _require_lead(request)
        _invite(scene, request, rest.strip())
    elif verb.casefold() in REMOVE:
        _require_lead(request)
        _remove(scene, request, _found(scene, request, rest))
    else:
        _list(scene, request)


def press_list(scene: Scene, request: Request) -> None:
    """`tm`"""
    speech.toast(scene, request)
    _list(scene, request)


def press_invite(scene: Scene, request: Request) -> None:
    """`tmi:<role>`"""
    speech.toast(scene, request)
    _invite(scene, request, request.args)


def show(scene: Scene, request: Request) -> None:
    """`tms:<person>`: one teammate, and what may be changed."""
    mate = _mate(scene, request, TelegramId(request.number()))
    speech.toast(scene, request)
    rows: Rows = [
        *([(request.texts(f"team-make-{role}"), f"tmr:{mate.person}:{role}")] for role in GIVEN if role != mate.role),
        [(request.texts("team-remove"), f"tmx:{mate.person}")],
        [(request.texts("team-back"), "tm")],
    ]
    speech.answer(scene, request, _line(request, mate), rows)


def give_role(scene: Scene, request: Request) -> None:
    """`tmr:<person>:<role>`"""
    role = request.part(1)
    mate = _mate(scene, request, TelegramId(request.number()))
    if role not in GIVEN:
        raise Stale("stale-button")
    team.join(scene.connection, _brand(request), mate.person, role, scene.now, request.person.id)
    _let_go(scene, request, mate)
    speech.toast(scene, request)
    words = request.texts("team-role-given", name=speech.safe(mate.name), role=request.texts(f"role-{role}"))
    undo = (request.texts("take-back"), f"tmr:{mate.person}:{mate.role}")
    speech.answer(scene, request, words, [[undo], [(request.texts("team-back"), "tm")]])


def remove(scene: Scene, request: Request) -> None:
    """`tmx:<person>`"""
    mate = _mate(scene, request, TelegramId(request.number()))
    speech.toast(scene, request)
    _remove(scene, request, mate)


def bring_back(scene: Scene, request: Request) -> None:
    """`tmb:<person>:<role>`: they had not meant to remove them."""
    person, role = TelegramId(request.number()), request.part(1)
    _require_lead(request)
    if role not in GIVEN or not team.has_worked(scene.connection, _brand(request), person):
        raise Stale("stale-button")
    team.join(scene.connection, _brand(request), person, role, scene.now, request.person.id)
    speech.toast(scene, request, request.texts("team-role-back"), alert=True)
    _list(scene, request)


def silence_voice(scene: Scene, request: Request) -> None:
    """`tmv:<telegram id>`: what this administrator writes is no longer the team's word."""
    team.remove_identity(scene.connection, _brand(request), TelegramId(int(request.args)))
    speech.toast(scene, request)
    _list(scene, request)


def _list(scene: Scene, request: Request) -> None:
    brand = _brand(request)
    mates, voices = team.team(scene.connection, brand), team.identities_of(scene.connection, brand)
    texts = request.texts
    lines = [texts("team-title", brand=speech.safe(brands.get(scene.connection, brand).name))]
    lines += [_line(request, mate) for mate in mates] or [texts("team-nobody")]
    if voices:
        lines += ["", texts("team-voices", names=speech.safe(", ".join(voice.name for voice in voices)))]
    rows: list[list[tuple[str, str]]] = []
    if request.role in LEADS:
        rows += [[(f"✎ {mate.name}", f"tms:{mate.person}")] for mate in mates]
        rows += [[(texts("team-silence-voice", name=voice.name), f"tmv:{voice.id}")] for voice in voices[:20]]
        rows += [[(texts(f"team-invite-{role}"), f"tmi:{role}")] for role in GIVEN]
    speech.answer(scene, request, "\n".join(lines), rows)


def _invite(scene: Scene, request: Request, named: str) -> None:
    role = NAMED.get(named.casefold())
    if role is None:
        raise Invalid("team-role-unknown", said=named or "—")
    link = teammate_link(scene, role, _brand(request), request.person.id)
    brand = speech.safe(brands.get(scene.connection, _brand(request)).name)
    speech.answer(
        scene, request, request.texts("team-invited", role=request.texts(f"role-{role}"), brand=brand, link=link)
    )


def _remove(scene: Scene, request: Request, mate: Teammate) -> None:
    team.leave(scene.connection, _brand(request), mate.person, scene.now)
    _let_go(scene, request, mate)
    undo = (request.texts("take-back"), f"tmb:{mate.person}:{mate.role}")
    words = request.texts("team-removed", name=speech.safe(mate.name))
    speech.answer(scene, request, words, [[undo], [(request.texts("team-back"), "tm")]])


def _let_go(scene: Scene, request: Request, mate: Teammate) -> None:
    """What somebody held by a role that they have no more: links they gave out, what they had taken, a desk in their
    own chat.
    """
    brand = _brand(request)
    role = role_in(scene, mate.person, brand)
    if role not in LEADS:
        team.withdraw_invites(scene.connection, brand, mate.person)
    if role in TEAM:
        return
    for conversation in conversations.held_by(scene.connection, brand, mate.person):
        conversations.change(scene.connection, conversation, assignee_id=None)
        cards.refresh(scene, conversation)
    desk = chats.desk_of(scene.connection, brand)
    if desk is not None and desk.telegram_id == mate.person:
        chats.unbind(scene.connection, desk)
        leads.tell(scene, brand, "lost-desk", name=speech.safe(mate.name))


def _found(scene: Scene, request: Request, said: str) -> Teammate:
    name = said.strip().removeprefix("@").casefold()
    mates = team.team(scene.connection, _brand(request))
    found = [mate for mate in mates if name and name in (mate.username.casefold(), mate.name.casefold())]
    if len(found) > 1:
        handles = [f"@{mate.username}" if mate.username else mate.name for mate in found]
        raise NotFound("team-several", names=", ".join(handles))
    if not found:
        raise NotFound("team-not-found", said=said or "—")
    return found[0]


def _mate(scene: Scene, request: Request, person: TelegramId) -> Teammate:
    for mate in team.team(scene.connection, _brand(request)):
        if mate.person == person:
            return mate
    raise Stale("team-gone")


def _line(request: Request, mate: Teammate) -> str:
    handle = f" @{mate.username}" if mate.username else ""
    return f"• {speech.safe(mate.name)}{handle} — {request.texts(f'role-{mate.role}')}"


def _brand(request: Request) -> BrandId:
    assert request.brand is not None
    return request.brand


def _require_lead(request: Request) -> None:
    if request.role not in LEADS:
        raise NotAllowed("not-allowed-role")
