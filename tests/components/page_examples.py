"""From the design system's parameters to those of our own macros: what is not a question."""

from collections.abc import Callable
from typing import Any

from tests.components.question_examples import (
    ENVIRONMENT,
    NotSupported,
    Options,
    checkboxes,
    date_input,
    file_upload,
    input_box,
    macro,
    only,
    password_input,
    radios,
    renamed,
    select,
    textarea,
    words,
)


def _named(name: str, *text: str, **names: str) -> Callable[[Options], str]:
    """Return an adapter for a macro whose options differ in name only, beside its text."""

    def adapt(options: Options) -> str:
        given = {"text": words(options)}
        rest = {key: value for key, value in options.items() if key not in ("text", "html")}
        return macro(name)(**given, **renamed(rest, **names))

    return adapt


def button(options: Options) -> str:
    """A button or a link that looks like one."""
    names = {"isStartButton": "start", "preventDoubleClick": "once"}
    return _named("button", **names)(options)


def label(options: Options) -> str:
    """A label."""
    names = {"for": "for_id", "isPageHeading": "heading"}
    return _named("label", **names)(options)


def called(name: str, inside: Any, *given: Any, **named: Any) -> str:
    """Call a macro with what a page would write inside it."""
    source = (
        f'{{% from "parts/{name}.html" import {name} %}}'
        f"{{% call {name}(*given, **named) %}}{{{{ inside }}}}{{% endcall %}}"
    )
    template = ENVIRONMENT.from_string(source)
    return template.render(given=given, named=named, inside=inside if inside else "")


def fieldset(options: Options) -> str:
    """A fieldset round something."""
    legend = options.pop("legend", None) or {}
    only(legend, "text", "html", "classes", "isPageHeading")
    options |= {"legend": words(legend), "legend_classes": legend.get("classes", "")}
    options["heading"] = legend.get("isPageHeading", False)
    inside = words({"html": options.pop("html", None)})
    return called("fieldset", inside, **renamed(options, describedBy="described_by"))


def details(options: Options) -> str:
    """A line that opens."""
    inside = words({"text": options.pop("text", None), "html": options.pop("html", None)})
    summary = words(options, "summaryText", "summaryHtml")
    rest = {key: options[key] for key in options if not key.startswith("summary")}
    return called("details", inside, summary, **rest)


def error_summary(options: Options) -> str:
    """What is wrong on a page."""
    given: Options = {"title": words(options, "titleText", "titleHtml"), "errors": []}
    given["description"] = words(options, "descriptionText", "descriptionHtml")
    for item in options.pop("errorList", ()):
        only(item, "text", "html", "href")
        given["errors"].append((item.get("href"), words(item)))
    if "disableAutoFocus" in options:
        given["autofocus"] = not options.pop("disableAutoFocus")
    known = ("titleText", "titleHtml", "descriptionText", "descriptionHtml")
    return macro("error_summary")(**given, **{k: v for k, v in options.items() if k not in known})


def _action(options: Options) -> tuple[Any, Any, Any]:
    only(options, "text", "html", "href", "visuallyHiddenText")
    return words(options), options["href"], options.get("visuallyHiddenText")


def summary_list(options: Options) -> str:
    """Facts, a line each."""
    rows = []
    for row in options.pop("rows"):
        if not row:
            raise NotSupported("an empty row")
        only(row, "key", "value", "actions", "classes")
        only(row["key"], "text", "html")
        only(row["value"], "text", "html")
        actions = row.get("actions") or {}
        only(actions, "items")
        made = {"key": words(row["key"]), "value": words(row["value"])}
        if actions.get("items"):
            made["actions"] = [_action(item) for item in actions["items"]]
        rows.append(made | ({"classes": row["classes"]} if "classes" in row else {}))
    card = options.pop("card", None)
    if card:
        only(card, "title")
        options["card"] = words(card["title"])
        options["card_level"] = card["title"].get("headingLevel", 2)
    return macro("summary_list")(rows, **options)


def table(options: Options) -> str:
    """Figures in rows."""
    rows, numbers = options.pop("rows"), set()
    head = options.pop("head", None)
    if not all(rows):
        raise NotSupported("an empty row")
    for line in [*rows, head or []]:
        for index, cell in enumerate(line):
            only(cell, "text", "html", "format")
            if cell.get("format") == "numeric":
                numbers.add(index)
    given = {"rows": [[words(cell) for cell in row] for row in rows], "numbers": numbers}
    if head:
        given["head"] = [words(cell) for cell in head]
    names = {"captionClasses": "caption_classes", "firstCellIsHeader": "first_is_header"}
    return macro("table")(**given, **renamed(options, **names))


def notification_banner(options: Options) -> str:
    """What has just happened."""
    given: Options = {"text": words(options), "title": words(options, "titleText", "titleHtml")}
    given["success"] = options.pop("type", None) == "success"
    if "disableAutoFocus" in options:
        given["autofocus"] = not options.pop("disableAutoFocus")
    gone = ("text", "html", "titleText", "titleHtml")
    rest = {key: value for key, value in options.items() if key not in gone}
    names = {"titleId": "id", "titleHeadingLevel": "title_level"}
    return macro("notification_banner")(**given, **renamed(rest, **names))


def panel(options: Options) -> str:
    """Done."""
    title, text = words(options, "titleText", "titleHtml"), words(options)
    gone = ("text", "html", "titleText", "titleHtml")
    rest = {key: value for key, value in options.items() if key not in gone}
    return macro("panel")(title, text, **renamed(rest, headingLevel="level"))


def error_message(options: Options) -> str:
    """What is wrong with one answer."""
    if options.get("visuallyHiddenText") is False:
        options["visuallyHiddenText"] = ""
    return _named("error_message", visuallyHiddenText="prefix")(options)


def pagination(options: Options) -> str:
    """A long list, a page at a time."""
    given: Options = {}
    for key in ("previous", "next"):
        link = options.pop(key, None)
        only(link or {}, "href", "text", "labelText")
        if link:
            given |= {key: link["href"], f"{key}_text": link.get("text")}
            given[f"{key}_label"] = link.get("labelText")
    items = options.pop("items", None)
    for item in items or ():
        only(item or {"": 1}, "number", "href", "current", "ellipsis")
    if items:
        given["items"] = [
            None if item.get("ellipsis") else (item["number"], item["href"], item.get("current"))
            for item in items
        ]
    return macro("pagination")(**given, **renamed(options, landmarkLabel="landmark"))


def service_navigation(options: Options) -> str:
    """The portal's name and its pages."""
    items = options.pop("navigation", ())
    for item in items:
        only(item or {"": 1}, "text", "html", "href", "current", "active")
    given = [
        (
            words(item),
            item.get("href"),
            item.get("current") or ("section" * bool(item.get("active"))),
        )
        for item in items
    ]
    names = {"serviceName": "name", "serviceUrl": "url", "navigationLabel": "label"}
    names |= {"menuButtonText": "menu", "menuButtonLabel": "menu_label", "navigationId": "id"}
    return macro("service_navigation")(given, **renamed(options, **names, ariaLabel="region"))


def generic_header(options: Options) -> str:
    """The council's band."""
    logo = words(options, "logoText", "logoHtml")
    rest = {key: options[key] for key in options if key not in ("logoText", "logoHtml")}
    return macro("generic_header")(logo, **renamed(rest, containerClasses="container"))


def language_navigation(options: Options) -> str:
    """The switch of languages."""
    items = []
    for item in options.pop("items"):
        only(item, "text", "html", "href", "lang", "dir", "current")
        items.append({"text": words(item), **{k: item[k] for k in ("lang", "dir") if k in item}})
        if not item.get("current"):
            items[-1]["href"] = item.get("href")
    return macro("language_navigation")(items, **renamed(options, ariaLabel="label"))


ADAPTERS: dict[str, Callable[[Options], str]] = {
    "back-link": _named("back_link"),
    "button": button,
    "checkboxes": checkboxes,
    "date-input": date_input,
    "details": details,
    "error-message": error_message,
    "error-summary": error_summary,
    "fieldset": fieldset,
    "file-upload": file_upload,
    "generic-header": generic_header,
    "hint": _named("hint"),
    "input": input_box,
    "inset-text": _named("inset_text"),
    "label": label,
    "language-navigation": language_navigation,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "panel": panel,
    "password-input": password_input,
    "radios": radios,
    "select": select,
    "service-navigation": service_navigation,
    "skip-link": _named("skip_link"),
    "summary-list": summary_list,
    "table": table,
    "tag": _named("tag"),
    "textarea": textarea,
    "warning-text": _named("warning_text", iconFallbackText="word"),
}
