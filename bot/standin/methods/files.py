"""getFile; the bytes themselves are handed out by the server under /file."""

from bot.standin.calls import Call
from bot.standin.refusals import FILE_TOO_BIG, WRONG_FILE, bad_request
from bot.standin.wire import Json
from bot.standin.world import World

DOWNLOAD_LIMIT = 20 * 1024 * 1024


def get_file(world: World, call: Call) -> Json:
    stored = world.ground.files.by_id.get(call.text("file_id"))
    if stored is None:
        raise bad_request(WRONG_FILE)
    if len(stored.media.content) > DOWNLOAD_LIMIT:
        raise bad_request(FILE_TOO_BIG)
    return stored.identity | {"file_path": stored.path}


METHODS = {"getFile": get_file}
