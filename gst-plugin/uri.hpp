// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink by a URI: cdda-burn:///dev/sr0?speed=8, where the path is the device and the options are properties.
#pragma once

#include <glib-object.h>

namespace discsink {

// Fills in a GstURIHandlerInterface.
void initUriHandler(gpointer interface, gpointer data);

}  // namespace discsink
