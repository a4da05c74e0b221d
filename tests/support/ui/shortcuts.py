"""What hundreds of programs in one process need not do anew each time, with the same results."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from textual import _callback
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump


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


def found_once() -> Callable[..., Any]:
    """`MessagePump._get_dispatch_methods`: a class without a handler for a message stays so."""
    find = MessagePump._get_dispatch_methods
    handled: dict[tuple[type[MessagePump], str, type[Message]], bool] = {}

    def handles(pump: type[MessagePump], name: str, message: type[Message]) -> bool:
        return any(
            name in cls.__dict__
            or f"_{name}" in cls.__dict__
            or any(issubclass(message, on) for on in cls.__dict__.get("_decorated_handlers", ()))
            for cls in pump.__mro__
        )

    def remembered(self: MessagePump, method_name: str, message: Message) -> Any:
        key = (type(self), method_name, type(message))
        if key not in handled:
            handled[key] = handles(*key)
        return find(self, method_name, message) if handled[key] else ()

    return remembered
