# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where the package was installed. `meson install` puts a filled-in copy of this file beside the others."""
from typing import Optional

LIBRARY_FOLDER: Optional[str] = None
