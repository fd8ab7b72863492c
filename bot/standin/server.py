"""The stand-in as a server: the Bot API over real HTTP on this machine, at a port that the system gives.

Invariant: what a client sees is what Telegram would send, status and body; every call is recorded before it is
answered.
"""

import json
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.standin.calls import Call, Upload, read
from bot.standin.faults import Fault, Faults, Hold, Refuse, Reset, Swallow, Truncate
from bot.standin.limits import Limits
from bot.standin.methods import METHODS
from bot.standin.polling import Polling
from bot.standin.refusals import MALFORMED_TOKEN, UNAUTHORIZED, UNKNOWN_METHOD, Refusal, bad_request
from bot.standin.webhook import Webhook
from bot.standin.wire import Json
from bot.standin.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024


class Standin:
    """A world, served: `async with Standin() as telegram:`, then `telegram.url`, `.token`, `.world`."""

    def __init__(
        self, now: Callable[[], datetime] | None = None, *, world: World | None = None, limits: bool = False
    ) -> None:
        self.world = world or (World(now) if now else World())
        self.token = f"{self.world.bot.id}:AAstandin-token-of-no-one-00000000000"
        self.calls: list[Call] = []
        self.url = ""
        self._faults = Faults()
        self._limits = Limits() if limits else None
        self._webhook = Webhook(self.world)
        self._polling = Polling(self.world, self._webhook)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._downloaded)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)  # 0 would mean for ever
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None
        self._webhook.close()
        await self._runner.cleanup()

    def calls_of(self, method: str) -> list[Json]:
        """The parameters of every call of a method, in order."""
        return [call.params for call in self.calls if call.method.lower() == method.lower()]

    async def called(self, method: str, times: int = 1) -> Json:
        """Wait until a method has been called so many times, and return the parameters of that call."""
        await self.world.until(lambda: len(self.calls_of(method)) >= times)
        return self.calls_of(method)[times - 1]

    def spoils(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of the method meet a fault."""
        self._faults.add(method, fault, times)

    def heals(self) -> None:
        """No further faults."""
        self._faults.clear()

    def revokes_token(self) -> None:
        """The token that is in use stops working."""
        self.token += "-renewed"

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            self._admit(request.match_info["token"])
            call = read(method, await _parameters(request))
            self.calls.append(call)
            self.world.ground.bell.ring()
            return await self._with_fault(request, call, self._faults.next(method))
        except Refusal as refusal:
            return _refused(refusal)

    def _admit(self, token: str) -> None:
        if token != self.token:
            number, _, secret = token.partition(":")
            raise Refusal(*(UNAUTHORIZED if number.isdigit() and secret else MALFORMED_TOKEN))

    async def _with_fault(self, request: web.Request, call: Call, fault: Fault | None) -> web.StreamResponse:
        match fault:
            case Refuse(code, words, retry_after):
                raise Refusal(code, words, **({} if retry_after is None else {"retry_after": retry_after}))
            case Reset():
                return _reset(request)
            case Hold():
                await fault.pass_through()
        answer = _answer(await self._answered(call))
        match fault:
            case Swallow():
                return _reset(request)
            case Truncate():
                return _json(answer[: len(answer) // 2])
        return _json(answer)

    async def _answered(self, call: Call) -> Any:
        match call.method.lower():
            case "getupdates":
                return await self._polling.poll(call)
            case "setwebhook":
                return self._webhook.set(call)
            case "deletewebhook":
                return self._webhook.delete(call)
            case "getwebhookinfo":
                return self._webhook.info()
            case name if name in METHODS:
                if self._limits is not None:
                    self._limits.pass_through(call, self.world.ground.now())
                return METHODS[name](self.world, call)
        raise Refusal(*UNKNOWN_METHOD)

    async def _downloaded(self, request: web.Request) -> web.StreamResponse:
        stored = self.world.ground.files.by_path.get(request.match_info["path"])
        if request.match_info["token"] != self.token or stored is None:
            return _refused(Refusal(404, "Not Found"))
        return web.Response(body=stored.media.content, content_type="application/octet-stream")


async def _parameters(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        return given | _object(await request.read())
    if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        for name, value in (await request.post()).items():
            given[name] = value if isinstance(value, str) else _uploaded(value)
    return given


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return value if isinstance(value, dict) else {}


def _uploaded(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read())
    return bytes(value).decode()


def _answer(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False, separators=(",", ":")).encode()


def _json(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    response = _json(json.dumps(refusal.body).encode(), refusal.code)
    if "retry_after" in refusal.parameters:
        response.headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return response


def _reset(request: web.Request) -> web.Response:
    """An answer that never arrives: the connection is gone."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
