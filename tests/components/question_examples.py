"""From the design system's parameters to those of our own macros.

Each function takes what a published example was made from and calls our macro with the same. A
parameter that a function does not know is refused: the example must then be listed as one that we
do not support, with the reason.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[2] / "portal" / "templates"
Options = dict[str, Any]


def environment() -> Environment:
    """Return a template environment like the portal's, speaking English."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.globals["asset"] = lambda name: f"/static/{name}"
    return made


ENVIRONMENT = environment()


class NotSupported(Exception):
    """The example uses a parameter that our macro does not have."""


def macro(name: str) -> Callable[..., str]:
    """Return one of our macros."""
    found: Callable[..., str] = getattr(ENVIRONMENT.get_template(f"parts/{name}.html").module, name)
    return found


def words(options: Mapping[str, Any] | None, key: str = "text", html: str = "html") -> Any:
    """Return text, which will be escaped, or markup, which will not, or none."""
    given = options or {}
    return Markup(given[html]) if given.get(html) else given.get(key)


def renamed(options: Options, **names: str) -> Options:
    """Return the options by our own names; those we name alike need no mention."""
    return {names.get(key, key): value for key, value in options.items()}


def only(options: Mapping[str, Any], *known: str) -> None:
    """Refuse an example with any option but these."""
    for key, value in options.items():
        if key not in known and value is not None:
            raise NotSupported(key)


def label_of(options: Options) -> Options:
    """Take `label`, `hint`, `errorMessage` and `formGroup` of a control with one label."""
    label = options.pop("label", None) or {}
    only(label, "text", "html", "classes", "isPageHeading")
    return {
        "label": words(label),
        "label_classes": label.get("classes", ""),
        "heading": label.get("isPageHeading", False),
    } | around(options)


def legend_of(options: Options) -> Options:
    """Take `fieldset`, `hint`, `errorMessage` and `formGroup` of a group of controls."""
    fieldset = options.pop("fieldset", None)
    if fieldset is None:
        return {"legend": None} | around(options)
    only(fieldset, "legend", "describedBy")
    legend = fieldset.get("legend", {})
    only(legend, "text", "html", "classes", "isPageHeading")
    return {
        "legend": words(legend),
        "legend_classes": legend.get("classes", ""),
        "heading": legend.get("isPageHeading", False),
        "described_by": fieldset.get("describedBy", ""),
    } | around(options)


def around(options: Options) -> Options:
    """Take what stands around a control."""
    hint, error = options.pop("hint", None), options.pop("errorMessage", None)
    group = options.pop("formGroup", {})
    only(hint or {}, "text", "html")
    only(error or {}, "text", "html")
    only(group, "classes")
    given = {"hint": words(hint), "error": words(error), "group_classes": group.get("classes", "")}
    if "describedBy" in options:
        given["described_by"] = options.pop("describedBy")
    return given


def input_box(options: Options) -> str:
    """An input, with a prefix and a suffix."""
    given = label_of(options)
    for key in ("prefix", "suffix"):
        affix = options.pop(key, None)
        only(affix or {}, "text", "html")
        given[key] = words(affix)
    if "value" in options:
        given["value"] = options.pop("value")
    return macro("input")(**given, **options)


def password_input(options: Options) -> str:
    """A password input; its words have one name each in ours."""
    given = label_of(options)
    names = {
        "showPasswordText": "show-password",
        "hidePasswordText": "hide-password",
        "showPasswordAriaLabelText": "show-password-aria-label",
        "hidePasswordAriaLabelText": "hide-password-aria-label",
        "passwordShownAnnouncementText": "password-shown-announcement",
        "passwordHiddenAnnouncementText": "password-hidden-announcement",
    }
    said = {ours: options.pop(theirs) for theirs, ours in names.items() if theirs in options}
    return macro("password_input")(**given, words=said, **options)


def textarea(options: Options) -> str:
    """A textarea."""
    return macro("textarea")(**label_of(options), **options)


def file_upload(options: Options) -> str:
    """A box for a file, as it is without the script that draws a place to drop files on."""
    return macro("file_upload")(**label_of(options), **options)


def select(options: Options) -> str:
    """A select; ours is told of each item whether it is chosen."""
    given, chosen = label_of(options), options.pop("value", None)
    items = [dict(item) if item else {"": 1} for item in options.pop("items", ())]
    for item in items:
        only(item, "value", "text", "selected", "disabled", "attributes")
        value = item.get("value", item["text"])
        item["checked"] = item.get("selected", value == chosen if chosen is not None else False)
    return macro("select")(**given, items=items, **options)


def _choice(item: Options, chosen: Any) -> Options:
    if item.get("divider"):
        return {"divider": item["divider"]}
    known = ("value", "text", "html", "id", "name", "hint", "checked", "disabled", "behaviour")
    only(item, *known, "conditional", "attributes")
    only(item.get("hint") or {}, "text", "html")
    kept = {key: item[key] for key in known if key not in ("text", "html", "hint") and key in item}
    hint = {"hint": words(item["hint"])} if item.get("hint") else {}
    extra = {"attributes": item["attributes"]} if "attributes" in item else {}
    inside = words(item.get("conditional"))
    checked = item.get("checked", item.get("value") in chosen)
    return kept | hint | extra | {"text": words(item), "inside": inside, "checked": checked}


def _choices(name: str, options: Options, chosen: Any) -> str:
    given = legend_of(options)
    if "idPrefix" in options:
        given["id"] = options.pop("idPrefix")
    if not all(options["items"]):
        raise NotSupported("an empty item")
    items = [_choice(item, chosen) for item in options.pop("items")]
    options.setdefault("name", given.get("id"))
    return macro(name)(**given, items=items, **options)


def radios(options: Options) -> str:
    """Radios; ours are told of each item whether it is chosen."""
    return _choices("radios", options, {options.pop("value", None)} - {None})


def checkboxes(options: Options) -> str:
    """Checkboxes; ours are told of each item whether it is chosen."""
    return _choices("checkboxes", options, options.pop("values", ()))


def _box(item: Options, options: Options, prefix: str, some_wrong: bool) -> Options:
    only(item, "name", "value", "error", "classes", "label", "id", "autocomplete")
    classes = set(item.get("classes", "").split())
    year = "govuk-input--width-4" in classes or item["name"] in ("year", options["year"])
    wrong = item.get("error") or "govuk-input--error" in classes
    if classes - {"govuk-input--width-2", "govuk-input--width-4", "govuk-input--error"}:
        raise NotSupported("classes")
    name = f"{prefix}-{item['name']}" if prefix else item["name"]
    return {
        "id": item.get("id", f"{options['id']}-{item['name']}"),
        "name": name,
        "label": item.get("label", item["name"].capitalize()),
        "value": item.get("value", options["values"].get(name)),
        "width": 4 if year else 2,
        "wrong": wrong or (options["wrong"] and not some_wrong and item.get("error") is not False),
        "autocomplete": item.get("autocomplete"),
    }


def date_input(options: Options) -> str:
    """A date in three boxes; ours are told of each box whether it is wrong."""
    parts = {part: options.pop(part, {}) for part in ("day", "month", "year")}
    values, prefix = options.pop("values", {}), options.pop("namePrefix", "")
    items = options.pop("items", None) or [
        {"name": part} | box for part, box in parts.items() if box is not False
    ]
    if not all(items):
        raise NotSupported("an empty item")
    for part, box in parts.items():
        if box:
            named = [item for item in items if item["name"] in (part, box.get("name"))]
            named[0].setdefault("value", box.get("value", values.get(part)))
    some = any(i.get("error") or "govuk-input--error" in i.get("classes", "") for i in items)
    told = {"id": options["id"], "values": values, "wrong": bool(options.get("errorMessage"))}
    told["year"] = (parts["year"] or {}).get("name")
    boxes = [_box(item, told, prefix, some) for item in items]
    return macro("date_input")(**legend_of(options), boxes=boxes, **options)
