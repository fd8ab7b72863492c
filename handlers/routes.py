"""All that the bot can do, as tables: commands, buttons, dialogues, results of our own calls, and what time brings.

Invariant: whatever is reachable from Telegram stands here, with who may do it and where; `/help` and the README's table
are written from it. Absent: how an update finds its row (see handlers.dispatch).
"""

from collections.abc import Callable, Mapping

from handlers import guide, long_work
from handlers.activations import closing as activation_closing
from handlers.activations import dialogue as activation_dialogue
from handlers.activations import draw as activation_draw
from handlers.activations import running as activation_running
from handlers.checklist import (
    board,
    closing,
    conclusions,
    goals,
    items,
    month_end,
    observations,
    plan,
    plan_reminders,
    reports,
    table_files,
)
from handlers.desk import (
    answering,
    cards,
    choosing,
    duty,
    learning,
    listening,
    menus,
    missed,
    notes,
    prompts,
    queue,
    replies,
    second_thoughts,
    standing,
    today,
)
from handlers.growth import members, placements
from handlers.library import (
    approving,
    checking,
    command,
    editing,
    gaps,
    history,
    importing,
    taking_back,
    viewing,
)
from handlers.onboarding import (
    binding,
    brand_choice,
    business,
    chat_check,
    hours,
    logo,
    setting_dialogue,
    start,
    teammates,
)
from handlers.requests import (
    ANYWHERE,
    DESK,
    EVERYBODY,
    LEADS,
    TEAM,
    Act,
    Asked,
    Command,
    Press,
    Request,
    Settle,
    Work,
)
from handlers.scene import Scene
from handlers.ugc import asking as ugc_asking
from handlers.ugc import candidates as ugc_candidates
from handlers.ugc import cards as ugc_cards
from handlers.ugc import consent as ugc_consent
from handlers.ugc import register as ugc_register
from storage.team import Role

ANYBODY: frozenset[Role] = frozenset()


def _help(scene: Scene, request: Request) -> None:
    guide.show(scene, request, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command("start", start.start, ANYBODY, frozenset({"private", "desk"}), needs_brand=False),
    Command("help", _help, ANYBODY, frozenset({"private", "desk"}), needs_brand=False),
    Command("brand", brand_choice.choose, EVERYBODY, needs_brand=False),
    Command("desk", binding.desk, LEADS, ANYWHERE, needs_brand=False),
    Command("unbind", binding.unbind, LEADS, ANYWHERE),
    Command("team", teammates.command, TEAM),
    Command("settings", setting_dialogue.show, LEADS),
    Command("hours", hours.show, LEADS),
    Command("logo", logo.command, LEADS),
    Command("inbox", queue.inbox, TEAM),
    Command("next", queue.take_next, TEAM),
    Command("reply", queue.reply, TEAM),
    Command("find", choosing.find, TEAM),
    Command("take", standing.take, TEAM),
    Command("snooze", standing.snooze_by_command, TEAM),
    Command("resolve", standing.resolve, TEAM),
    Command("note", notes.by_command, TEAM),
    Command("why", learning.why_by_command, TEAM),
    Command("missed", missed.show, TEAM),
    Command("today", today.show, TEAM),
    Command("link", placements.command, TEAM),
    Command("ugc", ugc_register.command, TEAM, DESK | {"community"}),
    Command("withdraw", ugc_consent.withdraw, ANYBODY, ANYWHERE, needs_brand=False),
    Command("plan", plan.command, TEAM),
    Command("memo", observations.memo, TEAM),
    Command("goal", goals.command, LEADS),
    Command("faq", command.faq, EVERYBODY),
    Command("items", items.show, EVERYBODY),
    Command("item", items.enter, TEAM),
    Command("gaps", gaps.show, TEAM),
    Command("report", reports.report, EVERYBODY),
    Command("export", reports.export, EVERYBODY),
    Command("activation", activation_dialogue.command, TEAM),
    Command("close", closing.command, LEADS),
    Command("kpi", table_files.kpi, TEAM),
    Command("competitors", table_files.competitors, TEAM),
)

PRESSES: tuple[Press, ...] = (
    # a suggestion, and the way to the member
    Press("pv", answering.preview, TEAM),
    Press("sd", answering.send, TEAM),
    Press("sa", answering.send_anyway, TEAM),
    Press("ed", answering.rewrite, TEAM),
    Press("nx", learning.dismiss, TEAM),
    Press("nr", learning.restore, TEAM),
    Press("bk", answering.go_back, TEAM),
    Press("br", choosing.browse, TEAM),
    Press("sr", choosing.ask_what, TEAM),
    # the conversation
    Press("tk", standing.take, TEAM),
    Press("rl", standing.release, TEAM),
    Press("na", standing.dismiss_question, TEAM),
    Press("un", standing.demand_answer, TEAM),
    Press("sn", menus.snoozing, TEAM),
    Press("sz", standing.snooze, TEAM),
    Press("wk", standing.wake, TEAM),
    Press("rs", standing.resolve, TEAM),
    Press("sp", standing.spam, TEAM),
    Press("ro", standing.reopen, TEAM),
    Press("mo", menus.more, TEAM),
    Press("nt", notes.ask, TEAM),
    Press("wy", learning.why, TEAM),
    # what was sent, or nearly
    Press("da", second_thoughts.send_draft, TEAM),
    Press("dr", second_thoughts.drop_draft, TEAM),
    Press("ag", second_thoughts.send_again, TEAM),
    Press("it", second_thoughts.found_there, TEAM),
    Press("de", second_thoughts.take_back, TEAM),
    Press("es", second_thoughts.edit_sent, TEAM),
    # the library learns
    Press("ph", learning.add_phrasing, TEAM),
    Press("pu", learning.remove_phrasing, TEAM),
    Press("sv", learning.save, TEAM),
    Press("su", learning.unsave, TEAM),
    # lists
    Press("op", queue.open_card, TEAM),
    Press("ix", queue.turn_page, TEAM),
    Press("ms", missed.turn_page, TEAM),
    Press("mn", missed.demand_answer, TEAM),
    # brands, chats, people, settings
    Press("brand", brand_choice.pick, EVERYBODY, needs_brand=False),
    Press("brandnew", brand_choice.press_new, LEADS, needs_brand=False),
    Press("bind", binding.bind, LEADS, needs_brand=False),
    Press("leave", binding.leave, LEADS, needs_brand=False),
    Press("biz", business.bind, LEADS, needs_brand=False),
    Press("tm", teammates.press_list, TEAM),
    Press("tmi", teammates.press_invite, LEADS),
    Press("tms", teammates.show, LEADS),
    Press("tmr", teammates.give_role, LEADS),
    Press("tmx", teammates.remove, LEADS),
    Press("tmb", teammates.bring_back, LEADS),
    Press("tmv", teammates.silence_voice, LEADS),
    Press("set", setting_dialogue.open_setting, LEADS, needs_brand=False),
    Press("sets", setting_dialogue.show, LEADS, needs_brand=False),
    Press("put", setting_dialogue.choose, LEADS, needs_brand=False),
    Press("skip", setting_dialogue.skip, LEADS, needs_brand=False),
    Press("unset", setting_dialogue.take_back, LEADS, needs_brand=False),
    Press("lgx", logo.press_remove, LEADS, needs_brand=False),
    Press("plx", plan.take_back, TEAM),
    Press("obf", observations.file, TEAM),
    Press("obn", observations.choose_network, TEAM),
    Press("obx", observations.drop, TEAM),
    Press("lkl", placements.show, TEAM),
    Press("lkc", placements.pick_chat, TEAM),
    Press("lkx", placements.ask_revoke, TEAM),
    Press("lkr", placements.revoke, TEAM),
    Press("fl", viewing.press_list, EVERYBODY),
    Press("fk", viewing.press_categories, EVERYBODY),
    Press("fe", viewing.press_entry, EVERYBODY),
    Press("fh", history.press_history, EVERYBODY),
    Press("fv", history.press_version, EVERYBODY),
    Press("fvr", history.bring_back, TEAM),
    Press("fadd", editing.press_add, TEAM),
    Press("fd", editing.press_edit, TEAM),
    Press("fc", editing.press_category, TEAM),
    Press("ff", viewing.hand_file, EVERYBODY),
    Press("fno", editing.stop_asking, TEAM),
    Press("fnp", editing.drop_phrasing, TEAM),
    Press("fnc", editing.drop_code, TEAM),
    Press("fnf", editing.drop_file, TEAM),
    Press("fs", approving.set_state, viewing.APPROVERS),
    Press("fap", approving.press_approval, viewing.APPROVERS),
    Press("fall", approving.approve_all, viewing.APPROVERS),
    Press("fu", taking_back.take_back, EVERYBODY),
    Press("fxp", command.press_export, EVERYBODY),
    Press("imp", importing.apply, viewing.APPROVERS),
    Press("imc", importing.cancel, viewing.APPROVERS),
    Press("itm", items.press, TEAM),
    Press("itx", items.take_back, TEAM),
    Press("gap", gaps.draft, TEAM),
    Press("rep", reports.press, EVERYBODY),
    Press("brd", board.show, EVERYBODY),
    Press("cnl", conclusions.show, TEAM),
    Press("cnv", conclusions.judge, TEAM),
    Press("cne", conclusions.reword, TEAM),
    Press("cnb", conclusions.take_back, TEAM),
    Press("rcl", conclusions.advice, TEAM),
    Press("rcd", conclusions.follow_up, TEAM),
    Press("cls", closing.press, LEADS),
    Press("cly", closing.confirm, LEADS),
    Press("tbl", table_files.press_meaning, TEAM),
    Press("tbx", table_files.take_back, TEAM),
    Press("hw", hours.propose, LEADS, needs_brand=False),
    Press("hh", hours.propose_holidays, LEADS, needs_brand=False),
    Press("hk", hours.keep_from, LEADS, needs_brand=False),
    # user-generated content: the team's buttons, then the author's
    Press("uga", ugc_asking.ask, TEAM),
    Press("ugt", ugc_asking.turn, TEAM),
    Press("ugx", ugc_asking.dismiss, TEAM),
    Press("ugu", ugc_register.ask_use, TEAM),
    Press("ugd", ugc_register.hand_document, TEAM),
    Press("ugo", ugc_register.open_piece, TEAM),
    Press("ugk", ugc_candidates.press_tag, TEAM),
    Press("ugp", ugc_register.turn_page, TEAM),
    Press("uge", ugc_register.press_export, TEAM),
    Press("ugy", ugc_consent.agree, ANYBODY, needs_brand=False),
    Press("ugn", ugc_consent.decline, ANYBODY, needs_brand=False),
    Press("ugw", ugc_consent.press_withdraw, ANYBODY, needs_brand=False),
    # activations: the team's buttons, then the member's
    Press("acn", activation_dialogue.begin, TEAM),
    Press("aco", activation_dialogue.open_one, TEAM),
    Press("acc", activation_dialogue.pick_chat, TEAM),
    Press("act", activation_dialogue.ask_end, TEAM),
    Press("acr", activation_dialogue.ask_rule, TEAM),
    Press("acd", activation_dialogue.hand_rules, TEAM),
    Press("acx", activation_dialogue.cancel, TEAM),
    Press("acp", activation_running.publish, TEAM),
    Press("ace", activation_closing.close_now, TEAM),
    Press("acw", activation_draw.begin, TEAM),
    Press("acl", activation_draw.hand_list, TEAM),
    Press("aci", activation_running.press, ANYBODY, needs_brand=False),
)

DIALOGUES: Mapping[str, Asked] = {
    "brand": Asked(brand_choice.hear_name, LEADS, needs_brand=False),
    "setting": Asked(setting_dialogue.hear, LEADS, needs_brand=False),
    "hours": Asked(hours.hear, LEADS, needs_brand=False),
    "ugc-used": Asked(ugc_register.hear_use, TEAM),
    "faq": Asked(editing.hear, TEAM),
    "item": Asked(items.hear, TEAM),
    items.FILE_DIALOGUE: Asked(items.hear_file, TEAM, file=True),
    "activation": Asked(activation_dialogue.hear, TEAM),
    "activation-end": Asked(activation_dialogue.hear_end, TEAM),
    "activation-rule": Asked(activation_dialogue.hear_rule, TEAM),
    "conclusion": Asked(conclusions.hear, TEAM),
    "recount": Asked(closing.hear, LEADS),
    table_files.FILE_DIALOGUE: Asked(table_files.hear_file, TEAM, file=True),
    logo.FILE_DIALOGUE: Asked(logo.hear_file, LEADS, needs_brand=False, file=True),
    table_files.COLUMN_DIALOGUE: Asked(table_files.hear_meaning, TEAM),
}
"""What may be waited for. A message without the file that is waited for means something else."""

LISTEN: Act = listening.listen
"""What a teammate writes on the desk, or to the bot in private, that is no command."""

HEAR_FORM: Act = importing.receive
"""A table sent to the bot by whoever may approve replies."""

RESULTS: Mapping[str, Settle] = {
    "card": cards.confirm,
    "chat-check": chat_check.go_on,
    "card-change": cards.follow,
    "desk-topic": cards.move_in,
    "prompt": prompts.confirm,
    "reply": replies.settle,
    "reply-edited": second_thoughts.rewritten,
    "reply-removed": second_thoughts.removed,
    "member-count": members.keep_count,
    "observed": observations.carded,
    "link-made": placements.made,
    "link-renewed": placements.renewed,
    "link-revoked": placements.revoked,
    "ugc-card": ugc_cards.confirm,
    "ugc-asked": ugc_asking.settle,
    "work-begun": long_work.begun,
    "import-begun": importing.fetch,
    "import-fetched": importing.fetched,
    "import-checked": importing.checked,
    "import-piece": importing.go_on,
    "activation-link": activation_running.linked,
    "activation-link-renewed": activation_running.renewed,
    "activation-published": activation_running.published,
    "activation-moved": activation_running.moved,
    "activation-member": activation_draw.checked,
    "board": board.keep_drafts,
    "table": table_files.take,
    "logo": logo.take,
}

JOBS: Mapping[str, Work] = {
    "report": reports.make_report,
    "export": reports.make_export,
    "gaps": gaps.make_list,
    "library-check": checking.make,
    "library-export": command.make_export,
    "import-check": importing.check,
    "board": board.make,
    "delivery": reports.make_delivery,
    "close": closing.make,
}
"""Long work by kind."""

TICKS: tuple[Callable[[Scene], None], ...] = (
    duty.wake_snoozed,
    duty.close_silent,
    duty.redraw_and_warn,
    members.count_daily,
    plan_reminders.remind,
    activation_closing.close_due,
    ugc_consent.expire,
    month_end.deliver,
)
