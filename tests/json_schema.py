"""As much of JSON Schema as docs/schemas/ uses, so that no test needs another package for it. Not a test itself."""

from __future__ import annotations

import re
from typing import Any


def breaks(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "") -> list[str]:
    """Give what an editor would underline: the places where a value breaks a JSON Schema.

    It knows the keywords that the schemas here use; another keyword is an error, so that none is passed over.
    """
    found: list[str] = []
    for keyword, limit in schema.items():
        match keyword:
            case "$ref":
                found += breaks(value, whole["$defs"][limit.rpartition("/")[2]], whole, where)
            case "anyOf":
                found += [] if any(not breaks(value, one, whole) for one in limit) else [f"{where}: fits none"]
            case "type":
                kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list,
                         "object": dict, "null": type(None)}  # fmt: skip
                is_kind = isinstance(value, kinds[limit]) and (limit == "boolean" or not isinstance(value, bool))
                found += [] if is_kind else [f"{where}: is no {limit}"]
            case "properties":
                for name in limit.keys() & value.keys():
                    found += breaks(value[name], limit[name], whole, f"{where}.{name}")
            case "required":
                found += [f"{where}.{name}: is missing" for name in limit if name not in value]
            case "additionalProperties":
                known = schema.get("properties", {})
                for name in value.keys() - known.keys():
                    found += breaks(value[name], limit, whole, f"{where}.{name}") if limit else [f"{where}.{name}: is unknown"]
            case "patternProperties":
                for name, inner in value.items():
                    for pattern, one in limit.items():
                        found += breaks(inner, one, whole, f"{where}.{name}") if re.search(pattern, name) else []
            case "propertyNames":
                found += [line for name in value for line in breaks(name, limit, whole, f"{where}.{name}")]
            case "items":
                found += [line for number, one in enumerate(value) for line in breaks(one, limit, whole, f"{where}.{number}")]
            case "$schema" | "$comment" | "$defs" | "title" | "description" | "default" | "examples":
                pass
            case _:
                found += [] if _holds(value, keyword, limit) else [f"{where}: breaks {keyword} {limit}"]
    return found


def _holds(value: Any, keyword: str, limit: Any) -> bool:
    match keyword:
        case "enum":
            return value in limit
        case "pattern":
            return bool(re.search(limit, value))
        case "minLength" | "minItems":
            return len(value) >= limit
        case "maxLength" | "maxItems":
            return len(value) <= limit
        case "minimum":
            return bool(value >= limit)
        case "maximum":
            return bool(value <= limit)
        case "exclusiveMinimum":
            return bool(value > limit)
        case "format":
            return limit in ("date", "uri")
        case _:
            raise AssertionError(f"unknown keyword {keyword}")
