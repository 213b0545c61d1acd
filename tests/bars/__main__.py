"""`python -m tests.bars`: what the `quality` task runs."""

import sys

from .report import main

sys.exit(main())
