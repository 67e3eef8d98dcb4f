# SPDX-License-Identifier: LGPL-2.1-or-later
"""The commands, one module each: NAME, HELP, DESCRIPTION, add_arguments(parser) and run(arguments, output)."""
from . import audio, data, doctor, eject, erase, image, info, list as list_command, load, transcript, verify

ALL = (list_command, info, data, audio, image, erase, verify, eject, load, doctor, transcript)
