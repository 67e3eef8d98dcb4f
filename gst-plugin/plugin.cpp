// SPDX-License-Identifier: LGPL-2.1-or-later
// The GStreamer plugin `burnish`: its entry.
#include "device_provider.hpp"
#include "disc_sink.hpp"

#include <gst/gst.h>

static gboolean initialize(GstPlugin *plugin) {
    return GST_ELEMENT_REGISTER(discsink, plugin) && GST_DEVICE_PROVIDER_REGISTER(discdeviceprovider, plugin);
}

GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, burnish, "Burns optical discs", initialize, VERSION, "LGPL",
                  "burnish", "The burnish project")
