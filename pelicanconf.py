"""Settings of the site while you write it. publishconf.py adds what differs when it is published.

HUB holds this site's own settings; docs/settings.md says what each does. The rest are Pelican's.
"""

import os
import sys
from pathlib import Path

from jinja2 import StrictUndefined

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))  # a plugin's packages find one another

HUB = {
    "name": "Warm Handoff",
    "time_zone": "Europe/Lisbon",
    "owner": "ines-carvalho",
    "form_service": "receiver",
}

SITENAME = HUB.get("name", "")  # for other plugins, as TIMEZONE is; this site's pages go by HUB
SITEURL = os.environ.get("SITEURL", "http://127.0.0.1:8000")
TIMEZONE = HUB.get("time_zone", "UTC")
DEFAULT_LANG = "en"

PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
THEME_STATIC_PATHS: list[str] = []  # plugins/site_pages joins the style sheets and copies scripts and pictures
PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = ["site_pages.plugin"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}

ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images", "files"]
IGNORE_FILES = [".*", "*~", "#*"]
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{slug}/", "articles/{slug}/index.html"
USE_FOLDER_AS_CATEGORY = False
SLUGIFY_SOURCE = "basename"
WITH_FUTURE_DATES = True  # what is scheduled never reaches Pelican
RELATIVE_URLS = False
DELETE_OUTPUT_DIRECTORY = False  # every build goes into a fresh folder that then takes output's place
LOAD_CONTENT_CACHE = CACHE_CONTENT = False

# Lists and feeds come from plugins/site_pages: one way of making them for all kinds, in time that grows with the site.
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_RSS = FEED_ALL_RSS = None
DEFAULT_PAGINATION = False
