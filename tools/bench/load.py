"""Load from wrk: one connection count, a few seconds, latencies as percentiles."""

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
# An answer that takes longer than this has failed; a slow one is in the percentiles.
PATIENCE = "10s"
# wrk prints 50, 75, 90 and 99; the script asks it for what we want, in milliseconds.
REPORT = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\\nRESULT {"rps": %.1f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "failed": %d}\\n',
    summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


# Each address is asked once, so that what is done only once is done each time.
ONE_BY_ONE = """
local paths, n = {}, 0
for path in io.lines('%s') do paths[#paths + 1] = path end
request = function()
  n = math.min(n + 1, #paths)
  return wrk.format('POST', paths[n], nil, '%s')
end
wrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'
"""

FORM_BY_FORM = """
local bodies, n = {}, 0
for body in io.lines('%s') do bodies[#bodies + 1] = body end
request = function()
  n = math.min(n + 1, #bodies)
  return wrk.format('POST', nil, nil, bodies[n])
end
wrk.headers['Content-Type'] = 'application/x-www-form-urlencoded'
"""


class NoLoad(Exception):
    """One sentence that says why no load could be made."""


@dataclass(frozen=True)
class Figures:
    """One run of load: requests a second, milliseconds, and how many requests failed."""

    rps: float
    p50: float
    p95: float
    p99: float
    failed: int

    @staticmethod
    def names() -> tuple[str, ...]:
        """The figures that medians are taken of."""
        return ("rps", "p50", "p95", "p99")


def run(url: str, cookie: str | None, seconds: int) -> Figures:
    """Load one address on this machine for some seconds, as browsers ask for it."""
    return _wrk(url, cookie, seconds, REPORT)


def send(host: str, paths: list[str], form: str, cookie: str, seconds: int) -> Figures:
    """Send one form to many addresses, one after the other, for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as addresses:
        addresses.write("\n".join(paths))
        addresses.flush()
        return _wrk(host, cookie, seconds, REPORT + ONE_BY_ONE % (addresses.name, form))


def write(url: str, forms: list[str], cookie: str, seconds: int) -> Figures:
    """Send many forms to one address on one connection, one after the other, for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as bodies:
        bodies.write("\n".join(forms))
        bodies.flush()
        lua = REPORT + FORM_BY_FORM % bodies.name
        return _wrk(url, cookie, seconds, lua, connections=1)


def _wrk(
    url: str, cookie: str | None, seconds: int, said_in_lua: str, connections: int = CONNECTIONS
) -> Figures:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoLoad("wrk is not installed: `apt-get install wrk`, then run `make bench` again.")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "report.lua"
        script.write_text(said_in_lua)
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", PATIENCE]
        command += ["-s", str(script)]
        command += ["-H", "Accept-Encoding: gzip, deflate, br"]
        if cookie:
            command += ["-H", f"Cookie: {cookie}"]
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    return Figures(**json.loads(line.removeprefix("RESULT ")))
