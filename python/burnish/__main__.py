# SPDX-License-Identifier: LGPL-2.1-or-later
"""python3 -m burnish is the command burnish."""
import sys

from .cli import main

sys.exit(main())
