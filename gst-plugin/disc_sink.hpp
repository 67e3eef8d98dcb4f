// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink: the GObject class. What the element does stands in sink.hpp, its properties in properties.hpp.
#pragma once

#include <gst/base/gstbasesink.h>

namespace discsink {
class Sink;
}

G_BEGIN_DECLS

#define GST_TYPE_DISC_SINK (gst_disc_sink_get_type())
G_DECLARE_FINAL_TYPE(GstDiscSink, gst_disc_sink, GST, DISC_SINK, GstBaseSink)

struct _GstDiscSink {
    GstBaseSink parent;
    discsink::Sink *sink;
};

GST_ELEMENT_REGISTER_DECLARE(discsink)

G_END_DECLS
