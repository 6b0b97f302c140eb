"""What every template may use: the council, the language, filters for dates and money."""

from collections.abc import MutableMapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g
from flask.templating import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portal.core import council, language, money
from portal.core.standing import standing
from portal.core.texts import say

PLAIN = (FunctionType, MethodType, BuiltinFunctionType)


class Calls(Context):
    """Jinja's context, which calls macros and sentences without asking first what they take.

    Nearly all that a page calls is one of the two; the asking was a tenth of its time.
    """

    def call(self, what: Any, /, *given: Any, **named: Any) -> Any:
        """Call from a template, as Jinja's own does."""
        kind = type(what)
        if kind is Macro or what is say:
            given = (self.eval_ctx, *given)
        elif kind not in PLAIN or hasattr(what, "jinja_pass_arg"):
            return super().call(what, *given, **named)
        if named:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
        return what(*given, **named)


def put(value: Any) -> str:
    """What stands in a page where a template says `{{ value }}`: escaped, unless it is markup."""
    return value if type(value) is Markup else escape(value)


class Writer(CodeGenerator):
    """Jinja's compiler, which escapes with `put`.

    More than half of what our templates print comes from a macro or a sentence and is markup;
    Jinja's own way makes it anew each time, a twentieth of a page's time.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.put(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """Flask's template environment, with the globals of each template in one plain dictionary.

    Jinja chains two, to see names added later, and looks each one up in the chain at every import
    of a macro: a fifth of the time of a page. We add none after the start.
    """

    context_class = Calls
    code_generator_class = Writer
    put = staticmethod(put)

    def make_globals(self, names: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Put what all templates know and what one is given together, once."""
        return {**self.globals, **(names or {})}


def asset(name: str) -> str:
    """The address of a static file."""
    return f"{current_app.extensions['asset_prefix']}{name}"


def acting_for(name: str, person_id: UUID) -> None:
    """Say whose record this page shows, when it is not the reader's own: base.html draws it."""
    g.acting_for = name
    g.acting_for_id = person_id


def shown_in(code: str) -> dict[str, Any]:
    """The parts of the context that depend on the council and the language alone."""
    here = council.current()
    kept: dict[tuple[int, str], dict[str, Any]] = current_app.extensions.setdefault("shown_in", {})
    key = (id(here), code)
    if key not in kept:
        kept[key] = {
            "council": here,
            "portal_name": here.portal_name.in_language(code),
            "language": code,
            "html_lang": language.KNOWN[code].html_lang,
            "languages": language.offered(),
            "switch_url": language.switch_url,
        }
    return kept[key]


def context() -> dict[str, Any]:
    """The context of every page."""
    return {
        **shown_in(language.current()),
        "demo": current_app.extensions.get("demo", False),
        "acting_for": g.get("acting_for"),
        "acting_for_id": g.get("acting_for_id"),
    }


def init_app(app: Flask) -> None:
    """Give templates their context, functions and filters."""
    app.context_processor(context)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["standing"] = standing
    app.jinja_env.filters.update(
        {
            "date": language.on_date,
            "day_and_month": language.day_and_month,
            "at_time": language.at_time,
            "pounds": lambda pence: money.pounds(pence, language.current()),
            "local": lambda text: council.local(text, language.current()),
            "tel": council.tel,
        }
    )
