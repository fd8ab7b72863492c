"""Before a file changes the library, one is told what it would change."""

from dataclasses import replace

from faq.files.changes import Verdict, compare
from faq.files.reading import LibraryFile, read_library
from faq.files.writing import write_csv
from inbox.entries import Entry
from tests.faq.files.forms import HEADER, csv, read

WHERE = Entry(1, "Где заказ?", "В пути.", "Доставка", ("где посылка", "не пришло"), code="где")
WHEN = Entry(2, "Когда привезут?", "Завтра.", state="draft")
OLD = Entry(3, "Чья акция?", "Наша.", state="retired")
LIBRARY = (WHERE, WHEN, OLD)


def verdict(row: int, entry: Entry, comment: str, *, approved: bool | None, is_outdated: bool = False) -> Verdict:
    return Verdict(row, entry, approved, comment, is_outdated)


def sent_back(*edits: tuple[str, str], library: tuple[Entry, ...] = LIBRARY) -> LibraryFile:
    """Our own export with some of its text changed by the person."""
    text = write_csv(library, "ru").decode("utf-8-sig")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return csv(text)


def test_new_changed_unchanged_and_missing_entries_are_told_apart() -> None:
    file = read(("ID", *HEADER), (1, "Где заказ?", "Уже у вас."), (None, "Кто вы?", "Мы."), (3, "Чья акция?", "Наша."))
    changes = compare(LIBRARY, file)
    assert [row.entry for row in changes.new] == [Entry("", "Кто вы?", "Мы.")]
    assert [(c.row, c.before, c.after, c.fields) for c in changes.changed] == [
        (2, WHERE, replace(WHERE, answer="Уже у вас."), ("answer",))
    ]
    assert (changes.unchanged, changes.missing, changes.outdated, changes.verdicts) == ((OLD,), (WHEN,), (), ())


def test_an_entry_whose_row_has_a_mistake_is_not_missing_and_keeps_what_is_its() -> None:
    file = read(
        ("ID", *HEADER, "Код"),
        (1, "Где заказ?", "", "где"),
        (None, "Кто ВЫ", "<b>Мы", ""),
        (2, "Когда привезут?", "Завтра.", "где"),
    )
    library = (*LIBRARY, Entry(4, "Кто вы?", "Мы."), Entry(5, "Почём?", "Даром."))
    changes = compare(library, file)
    assert ([entry.id for entry in changes.missing], file.bad_rows) == ([5], 2)
    assert [(problem.code, problem.row) for problem in changes.problems] == [("library-code-taken", 4)]


def test_the_later_of_twins_is_not_missing() -> None:
    file = read(("ID", *HEADER), (1, "Где заказ?", "В пути."), (2, "Где заказ?", "Завтра."))
    assert compare(LIBRARY, file).missing == ()


def test_entries_are_known_by_id_else_by_code_else_by_question() -> None:
    file = read(
        ("ID", *HEADER, "Код"),
        (2, "Во сколько привезут?", "Завтра."),
        (None, "Заказ где?", "В пути.", "ГДЕ"),
        (99, "чья АКЦИЯ", "Наша."),
    )
    assert [(change.before, change.fields) for change in compare(LIBRARY, file).changed] == [
        (WHEN, ("question",)),
        (WHERE, ("question", "code")),
        (OLD, ("question",)),
    ]


def test_another_name_of_a_file_is_no_file_that_we_have() -> None:
    menu = Entry(1, "Есть меню?", "Вот.", attachment="file-1", attachment_content="photo")
    file = read(("ID", *HEADER, "Вложение"), (1, "Есть меню?", "Вот.", "menu.pdf"))
    [change] = compare([menu], file).changed
    assert change.after == replace(menu, attachment="menu.pdf", attachment_content="")


def test_an_entry_meets_one_row_only() -> None:
    file = read(("ID", *HEADER), (1, "Другой?", "Другой."), (None, "Где заказ?", "В пути."))
    changes = compare(LIBRARY, file)
    assert ([c.before for c in changes.changed], [row.number for row in changes.new]) == ([WHERE], [3])


def test_what_a_file_does_not_speak_of_stays() -> None:
    file = read(
        (*HEADER, "Статус", "Язык"), ("Где заказ?", "В пути.", None, None), ("Когда привезут?", "Завтра.", "", "")
    )
    assert compare(LIBRARY, file).unchanged == (WHERE, WHEN)


def test_a_text_left_blank_is_taken_away() -> None:
    file = read((*HEADER, "Категория", "Формулировки"), ("Где заказ?", "В пути.", None, None))
    assert [change.after for change in compare(LIBRARY, file).changed] == [replace(WHERE, category="", phrasings=())]


def test_the_order_of_phrasings_changes_nothing() -> None:
    file = read((*HEADER, "Формулировки"), ("Где заказ?", "В пути.", "не пришло\nгде посылка"))
    assert compare(LIBRARY, file).unchanged == (WHERE,)


def test_a_clients_word_moves_the_state_and_is_given_apart() -> None:
    file = sent_back((";Черновик;;;", ";Черновик;да;Отлично;"), library=(WHEN,))
    changes = compare(LIBRARY, file)
    assert changes.verdicts == (verdict(2, WHEN, "Отлично", approved=True),)
    assert [(c.after, c.fields) for c in changes.changed] == [(replace(WHEN, state="approved"), ("state",))]


def test_a_refusal_returns_an_entry_to_the_drafts() -> None:
    changes = compare(LIBRARY, sent_back((";Утверждён;;;", ";Утверждён;НЕТ.;Грубо;"), library=(WHERE,)))
    assert changes.verdicts == (verdict(2, WHERE, "Грубо", approved=False),)
    assert [change.after for change in changes.changed] == [replace(WHERE, state="draft")]


def test_a_mere_comment_is_heard_too() -> None:
    changes = compare(LIBRARY, sent_back((";Утверждён;;;", ";Утверждён;;Чуть мягче;"), library=(WHERE,)))
    assert (changes.verdicts, changes.unchanged) == ((verdict(2, WHERE, "Чуть мягче", approved=None),), (WHERE,))


def test_no_word_wakes_what_is_retired() -> None:
    changes = compare(LIBRARY, sent_back((";В архиве;;;", ";В архиве;да;;"), library=(OLD,)))
    assert (changes.unchanged, [verdict.approved for verdict in changes.verdicts]) == ((OLD,), [True])


def test_a_row_that_nobody_touched_never_undoes_what_the_library_did_since() -> None:
    now = (replace(WHERE, answer="Доставлен.", phrasings=("где он",)), replace(WHEN, state="approved"), OLD)
    changes = compare(now, sent_back())
    assert (changes.unchanged, changes.changed, changes.outdated) == (now, (), ())


def test_what_both_sides_changed_is_set_apart() -> None:
    now = (replace(WHERE, answer="Доставлен."), WHEN, OLD)
    changes = compare(now, sent_back(("В пути.", "Скоро будет."), ("Завтра.", "Сегодня.")))
    assert [(c.before.answer, c.after.answer) for c in changes.outdated] == [("Доставлен.", "Скоро будет.")]
    assert [change.before for change in changes.changed] == [WHEN]


def test_the_marks_of_another_brands_form_say_nothing_of_this_library() -> None:
    form = sent_back(("Едет.", "Скоро будет."), library=(replace(WHERE, id=71, answer="Едет."),))
    changes = compare(LIBRARY, form)
    assert [(change.after.answer, change.fields) for change in changes.changed] == [("Скоро будет.", ("answer",))]
    assert changes.outdated == ()


def test_phrasings_learned_since_stay_beside_what_the_file_changes() -> None:
    now = (replace(WHERE, phrasings=(*WHERE.phrasings, "почём")), WHEN, OLD)
    answer = compare(now, sent_back(("В пути.", "Скоро будет.")))
    assert [(c.after, c.fields) for c in answer.changed] == [(replace(now[0], answer="Скоро будет."), ("answer",))]
    asked = compare(now, sent_back(("не пришло", "не приехало")))
    assert [c.after.phrasings for c in asked.changed] == [("где посылка", "не приехало", "почём")]
    assert (answer.outdated, asked.outdated) == ((), ())


def test_phrasings_that_the_library_has_lost_since_do_not_come_back_unseen() -> None:
    now = (replace(WHERE, phrasings=("где посылка",)), WHEN, OLD)
    answer = compare(now, sent_back(("В пути.", "Скоро будет.")))
    assert [(c.after.phrasings, c.fields) for c in answer.changed] == [(("где посылка",), ("answer",))]
    asked = compare(now, sent_back(("где посылка", "где моя посылка")))
    assert ([c.fields for c in asked.outdated], asked.changed) == ([("phrasings",)], ())


def test_a_word_on_a_text_counts_whatever_phrasings_were_learned_since() -> None:
    now = (WHERE, replace(WHEN, phrasings=("почём",)), OLD)
    changes = compare(now, sent_back((";Черновик;;;", ";Черновик;да;;"), library=(WHEN,)))
    assert changes.verdicts == (verdict(2, now[1], "", approved=True),)


def test_a_word_on_a_text_that_is_no_more_is_outdated() -> None:
    now = (WHERE, replace(WHEN, answer="Сегодня."), OLD)
    changes = compare(now, sent_back((";Черновик;;;", ";Черновик;да;;"), library=(WHEN,)))
    assert changes.verdicts == (verdict(2, now[1], "", approved=True, is_outdated=True),)
    assert ([change.row for change in changes.outdated], changes.changed) == ([2], ())


def test_a_question_or_code_that_another_entry_has_is_a_problem() -> None:
    library = (WHERE, replace(WHEN, code="привезут"), Entry(4, "Кто вы?", "Мы.", code="ГДЕ"))
    file = read(("ID", *HEADER, "Код"), (1, "Когда привезут?", "В пути.", "где"), (4, "Кто вы?", "Мы.", "Привезут"))
    changes = compare(library, file)
    assert [(problem.code, problem.row, dict(problem.values)) for problem in changes.problems] == [
        ("library-question-taken", 2, {"other": 2}),
        ("library-code-taken", 3, {"short": "Привезут", "other": 2}),
    ]
    assert (changes.new, changes.changed, changes.unchanged) == ((), (), ())


def test_what_was_double_in_the_library_already_is_nothing_new() -> None:
    file = read((*HEADER, "Код"), ("Где заказ?", "В пути.", "где"))
    assert compare((WHERE, replace(WHEN, code="где")), file).problems == ()


def test_an_empty_library_takes_all_as_new() -> None:
    file = read_library(write_csv(LIBRARY, "en"), "library.csv")
    changes = compare((), file)
    assert ([row.entry for row in changes.new], changes.missing) == (list(LIBRARY), ())
