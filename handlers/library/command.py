"""`/faq` and its words: what stands after the command decides what is done with the library.

Invariant: every word of the command is also a button somewhere; the command is for those who know their way. A reply's
code goes before such a word: whoever gave it means the reply.
"""

from collections.abc import Mapping
from typing import Any

from faq.files.workbook import write_workbook
from handlers import long_work, speech
from handlers.access import require
from handlers.library import approving, checking, editing, viewing
from handlers.library.files import whole_library
from handlers.requests import TEAM, Request, row_number
from handlers.scene import Scene
from inbox.errors import Invalid

ADD, EDIT = ("add", "добавить"), ("edit", "изменить")
RETIRE, APPROVE = ("retire", "убрать"), ("approve", "утвердить")
EXPORT, CHECK = ("export", "выгрузить"), ("check", "проверить")
WORDS = {*ADD, *EDIT, *RETIRE, *APPROVE, *EXPORT, *CHECK}


def faq(scene: Scene, request: Request) -> None:
    verb, _, rest = request.args.partition(" ")
    verb, rest = verb.casefold(), rest.strip()
    if not verb:
        viewing.show_list(scene, request)
    elif not rest and verb in WORDS and (meant := viewing.coded(scene, request, verb)) is not None:
        viewing.show_entry(scene, request, meant)
    elif verb in ADD:
        require(request, TEAM)
        editing.add(scene, request, rest)
    elif verb in EDIT:
        require(request, TEAM)
        editing.edit(scene, request, _number(rest))
    elif verb in RETIRE:
        approving.change_state(scene, request, _number(rest), "retired")
    else:
        _more(scene, request, verb, rest)


def _more(scene: Scene, request: Request, verb: str, rest: str) -> None:
    if verb in APPROVE and rest:
        approving.change_state(scene, request, _number(rest), "approved")
    elif verb in APPROVE:
        approving.ask_approval(scene, request)
    elif verb in EXPORT:
        export(scene, request)
    elif verb in CHECK:
        checking.show(scene, request)
    else:
        viewing.search(scene, request, request.args)


def press_export(scene: Scene, request: Request) -> None:
    """`fxp`"""
    speech.toast(scene, request)
    export(scene, request)


def export(scene: Scene, request: Request) -> None:
    long_work.begin(scene, request, request.texts("faq-export-begun"), "library-export", {"role": request.role})


def make_export(scene: Scene, params: Mapping[str, Any]) -> None:
    """The Q&A form with everything in it, to be filled in and sent back."""
    order = long_work.order_of(scene, params)
    content = write_workbook(whole_library(scene.connection, order.brand), order.texts.language)
    is_client = params["role"] == "client"
    long_work.finish(scene, order, order.texts("faq-exported-client" if is_client else "faq-exported"))
    long_work.hand_over(scene, order, f"{scene.now:%Y-%m-%d}-library.xlsx", content)


def _number(said: str) -> int:
    number = row_number(said.removeprefix("№").strip())
    if number is None:
        raise Invalid("faq-which-number", said=said[:40] or "—")
    return number
