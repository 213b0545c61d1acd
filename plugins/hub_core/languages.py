"""The English names of languages by their BCP 47 codes. Names: IANA, language subtags."""

from __future__ import annotations

from functools import cache

from .vocabulary import fold

_NAMES = {
    "af": "Afrikaans", "ak": "Akan", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "ban": "Balinese", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton",
    "bs": "Bosnian", "ca": "Catalan", "ceb": "Cebuano", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "ig": "Igbo", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese",
    "ka": "Georgian", "ki": "Kikuyu", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "lb": "Luxembourgish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mi": "Māori", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "nb": "Norwegian Bokmål",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "st": "Southern Sotho", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "wo": "Wolof", "xh": "Xhosa", "yo": "Yoruba", "yue": "Cantonese",
    "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
_REGIONS = {
    "BR": "Brazil", "PT": "Portugal", "GB": "UK", "US": "US", "CA": "Canada", "MX": "Mexico", "CH": "Switzerland",
    "AT": "Austria", "BE": "Belgium", "Hant": "traditional", "Hans": "simplified", "TW": "Taiwan", "HK": "Hong Kong",
}  # fmt: skip


def language_name(code: str) -> str:
    """Give the name that readers see: `pt-BR` is Portuguese (Brazil). An unknown code is given as it is."""
    first, _, rest = code.partition("-")
    name = _NAMES.get(first.lower())
    if name is None:
        return code
    return f"{name} ({_REGIONS.get(rest, rest)})" if rest else name


_ALSO = {
    "mandarin": "zh", "farsi": "fa", "flemish": "nl", "castilian": "es", "brazilianportuguese": "pt-BR", "norwegianbokmal": "nb",
    "britishenglish": "en-GB", "americanenglish": "en-US", "canadianfrench": "fr-CA", "swissgerman": "de-CH", "cantonese": "yue",
}  # fmt: skip


@cache
def _codes() -> dict[str, str]:
    names = {fold(name): code for code, name in _NAMES.items()}
    regional = {
        fold(name) + fold(region): f"{code}-{part}" for code, name in _NAMES.items() for part, region in _REGIONS.items()
    }
    return {**regional, **_ALSO, **names, **{fold(code): code for code in _NAMES}}


def find_language(word: str) -> str | None:
    """Give the code of a language by its English name, such as `French` or `Portuguese Brazil`, or by its code; else None."""
    first, _, rest = word.strip().partition("-")
    if rest in _REGIONS and first in _NAMES:
        return f"{first}-{rest}"
    return _codes().get(fold(word))
