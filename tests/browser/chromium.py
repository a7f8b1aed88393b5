"""A headless Chromium, spoken to over its pipe: which addresses does a page ask for, and what does it show?"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from select import select
from types import TracebackType
from typing import Any

__all__ = ["Chromium", "Page", "find"]


def find() -> str | None:
    """Return the browser's program, or None."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@dataclass
class Page:
    """What one page did while it was looked at."""

    requests: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    text: str = ""
    picture: str = ""


class Chromium:
    """One browser with a profile of its own, which is thrown away."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="zhibu-chromium-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        flags = (
            "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-extensions "
            "--disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe "
            f"--window-size=1400,1000 --user-data-dir={self._profile} about:blank"
        )
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "{program}" {flags} 3<&{to_read} 4>&{to_write}'],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._rest = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def look_at(self, address: str, until: str, seconds: float = 60, *, picture: bool = False) -> Page:
        """Open *address* and wait until its text holds *until*; then a moment longer, for whatever comes late."""
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Network", "Page", "Log", "Runtime", "Audits"):
            self._call(f"{domain}.enable", session=session)
        self._call("Page.navigate", {"url": address}, session=session)
        page, deadline = Page(), time.monotonic() + seconds
        while until not in page.text and time.monotonic() < deadline:
            time.sleep(0.25)
            page.text = self._text(session)
        for _ in range(8):
            time.sleep(0.25)
            page.text = self._text(session)
        if picture:
            page.picture = self._call("Page.captureScreenshot", {"format": "png"}, session=session)["data"]
        for event in self._events:
            _note(page, event)
        self._events.clear()
        self._call("Target.closeTarget", {"targetId": target})
        return page

    def _text(self, session: str) -> str:
        asked = {"expression": "document.body ? document.body.innerText : ''", "returnByValue": True}
        return str(self._call("Runtime.evaluate", asked, session=session)["result"].get("value", ""))

    def _call(
        self, method: str, parameters: dict[str, Any] | None = None, session: str | None = None
    ) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters or {}}
        if session is not None:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        for answer in self._messages(60):
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])
            self._events.append(answer)
        raise TimeoutError(method)

    def _messages(self, seconds: float) -> Iterator[dict[str, Any]]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            while b"\0" in self._rest:
                whole, _, self._rest = self._rest.partition(b"\0")
                yield json.loads(whole)
            if select([self._read], [], [], 0.5)[0]:
                read = os.read(self._read, 1 << 20)
                if not read:
                    return
                self._rest += read


def _note(page: Page, event: dict[str, Any]) -> None:
    method, told = event.get("method"), event.get("params", {})
    if method == "Network.requestWillBeSent":
        page.requests.append(told["request"]["url"])
    elif method == "Audits.issueAdded" and told["issue"]["code"] == "ContentSecurityPolicyIssue":
        found = told["issue"]["details"]["contentSecurityPolicyIssueDetails"]
        kind = found["contentSecurityPolicyViolationType"]
        page.violations.append(f"{kind} {found['violatedDirective']} {found.get('blockedURL', '')}".strip())
    elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
        page.errors.append(told["entry"]["text"][:300])
    elif method == "Runtime.exceptionThrown":
        page.errors.append(json.dumps(told["exceptionDetails"].get("exception", {}).get("description", ""))[:300])
