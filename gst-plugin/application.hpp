// SPDX-License-Identifier: LGPL-2.1-or-later
// The application around an element: its pipeline, and whether it reads the pipeline's bus.
#pragma once

#include <gst/gst.h>

#include <memory>

namespace discsink {

struct ObjectUnref {
    void operator()(GstObject *object) const { gst_object_unref(object); }
};
using Object = std::unique_ptr<GstObject, ObjectUnref>;

// The pipeline that an element is in, or the element itself.
[[nodiscard]] Object topOf(GstElement *element);
// Whether somebody reads the bus: nothing waits there.
[[nodiscard]] bool isHeard(GstElement *element);

}  // namespace discsink
