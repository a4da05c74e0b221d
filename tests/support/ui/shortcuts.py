"""What hundreds of programs in one process need not do anew each time, with the same results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from types import CodeType, FunctionType
from typing import Any, TypeAlias

import pytest
from textual import _callback, message_pump
from textual.css.match import _check_selectors
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive

Handler: TypeAlias = tuple[type[MessagePump], str]
"""The class, and the name of its method: what stands by that name is looked up each time."""
Possible: TypeAlias = tuple[tuple[Any, list[Selector] | None], ...]
"""What may match of a rule: the specificity, and the selectors that are to be asked again."""


def taken(patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """All of them, until *patch* is undone; gives by name what they stand in for."""
    shortcuts: tuple[tuple[Any, str, Any], ...] = (
        (Stylesheet, "_parse_rules", parsed_once()),
        (Stylesheet, "_check_rule", staticmethod(matched_once())),
        # By identity as before, but not as a function written in Python.
        (RuleSet, "__hash__", object.__hash__),
        (MessagePump, "_get_dispatch_methods", found_once()),
        (_callback, "_count_parameters", counted_once()),
        (ColorSystem, "generate", generated_once()),
        (Reactive, "__get__", read_directly()),
        (message_pump, "log", Unheard()),
    )
    stock = {name: getattr(owner, name) for owner, name, _shortcut in shortcuts}
    for shortcut in shortcuts:
        patch.setattr(*shortcut)
    return stock


class Unheard:
    """The log of the message pumps, which is for a console that no test has."""

    @property
    def event(self) -> Unheard:
        return self

    def verbosity(self, verbose: bool) -> Unheard:
        return self

    def __call__(self, *args: object, **named: object) -> None:
        """Nobody reads it."""


def parsed_once() -> Callable[..., Any]:
    """`Stylesheet._parse_rules`: one text with the same variables is the same rules."""
    parse = Stylesheet._parse_rules
    parsed: dict[tuple[Any, ...], list[RuleSet]] = {}

    def remembered(self: Stylesheet, css: str, read_from: Any, *how: Any, **named: Any) -> Any:
        variables = frozenset(self._variables.items())
        key = (css, read_from, how, tuple(named.items()), variables)
        if key not in parsed:
            parsed[key] = parse(self, css, read_from, *how, **named)
        return parsed[key]

    return remembered


def matched_once() -> Callable[..., Any]:
    """`Stylesheet._check_rule`: types, ids and classes match as they did on an equal path.

    Pseudo classes, which may be others each time, are asked each time; they only ever restrict.
    """
    paths: dict[tuple[Any, ...], dict[RuleSet, Possible]] = {}
    latest: tuple[Sequence[DOMNode], dict[RuleSet, Possible]] = ((), {})

    def possible(rule: RuleSet, path: list[DOMNode]) -> Possible:
        found: list[tuple[Any, list[Selector] | None]] = []
        for one in rule.selector_set:
            if _check_selectors([without_pseudo_classes(each) for each in one.selectors], path):
                changing = any(each.pseudo_classes for each in one.selectors)
                found.append((one.specificity, one.selectors if changing else None))
        return tuple(found)

    def remembered(rule: RuleSet, path: list[DOMNode]) -> Iterator[Any]:
        nonlocal latest
        if latest[0] is not path:
            key = tuple((type(node), node._id, frozenset(node._classes)) for node in path)
            latest = path, paths.setdefault(key, {})
        known = latest[1]
        if rule not in known:
            known[rule] = possible(rule, path)
        for specificity, selectors in known[rule]:
            if selectors is None or (
                selectors[-1].check(path[-1]) and _check_selectors(selectors, path)
            ):
                yield specificity

    return remembered


def without_pseudo_classes(selector: Selector) -> Selector:
    """What it matches whatever is focused, disabled, dark."""
    plain = copy(selector)
    plain.pseudo_classes = set()
    return plain


def counted_once() -> Callable[..., int]:
    """`textual._callback._count_parameters`: a function has as many parameters as its code."""
    count = _callback._count_parameters
    counted: dict[CodeType, int] = {}

    def remembered(function: Any) -> int:
        if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
            return count(function)
        if function.__code__ not in counted:
            counted[function.__code__] = count(function)
        return counted[function.__code__]

    return remembered


def generated_once() -> Callable[..., dict[str, str]]:
    """`ColorSystem.generate`: the same colours are the same variables of style sheets."""
    generate = ColorSystem.generate
    generated: dict[tuple[Any, ...], dict[str, str]] = {}

    def remembered(self: ColorSystem) -> dict[str, str]:
        values = dict(vars(self))
        key = (*values.pop("variables").items(), *values.items())
        if key not in generated:
            generated[key] = generate(self)
        # Each theme adds its own to it.
        return dict(generated[key])

    return remembered


def found_once() -> Callable[..., Any]:
    """`MessagePump._get_dispatch_methods`: a class has the same handlers for a message each time.

    Handlers for some widgets only are looked for as ever: they depend on the sender.
    """
    find = MessagePump._get_dispatch_methods
    handled: dict[tuple[type[MessagePump], str, type[Message]], tuple[Handler, ...] | None] = {}

    def remembered(self: MessagePump, method_name: str, message: Message) -> Any:
        key = (type(self), method_name, type(message))
        if key not in handled:
            handled[key] = _handlers(*key)
        found = handled[key]
        return find(self, method_name, message) if found is None else bound(self, message, found)

    def bound(self: MessagePump, message: Message, found: tuple[Handler, ...]) -> Iterator[Any]:
        for cls, name in found:
            # The handler before may have prevented this one.
            if message._no_default_action:
                return
            yield cls, cls.__dict__[name].__get__(self, cls)

    return remembered


def _handlers(
    pump: type[MessagePump], name: str, message: type[Message]
) -> tuple[Handler, ...] | None:
    found: list[Handler] = []
    for cls in pump.__mro__:
        for on, decorated in cls.__dict__.get("_decorated_handlers", {}).items():
            if issubclass(message, on) and decorated:
                return None
        for own in (f"_{name}", name):
            method = cls.__dict__.get(own)
            if method is not None:
                if not getattr(method, "_textual_on", None):
                    found.append((cls, own))
                break
    return tuple(found)


def read_directly() -> Callable[..., Any]:
    """`Reactive.__get__`: a value that is there and is not computed needs no preparation."""
    get: Callable[..., Any] = Reactive.__get__

    def remembered(self: Reactive[Any], obj: Any, obj_type: Any) -> Any:
        if obj is not None:
            values = obj.__dict__
            name = self.internal_name
            if name in values and "_id" in values and not hasattr(obj, self.compute_name):
                return values[name]
        return get(self, obj, obj_type)

    return remembered
