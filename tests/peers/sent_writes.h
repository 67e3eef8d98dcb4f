/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a program sent to be written, as it sent it: for tests that look at its own encoding. */
#pragma once

#include "recorder_client.h"

/* Appends a WRITE(10) to the file that VIRTUAL_RECORDER_WRITES names: its address and the length of its data, four
 * bytes each, most significant first, and the data. Does nothing where the variable is not set. */
void note_write(const struct recorder_command *command);
