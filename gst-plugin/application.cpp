// SPDX-License-Identifier: LGPL-2.1-or-later
// The application around an element: its pipeline, and whether it reads the pipeline's bus.
#include "application.hpp"

namespace discsink {

Object topOf(GstElement *element) {
    Object top(GST_OBJECT(gst_object_ref(element)));
    while (GstObject *parent = gst_object_get_parent(top.get())) {
        top.reset(parent);
    }
    return top;
}

// A change of state leaves messages on the bus. Somebody who has taken them all has come back from it.
bool isHeard(GstElement *element) {
    const Object top = topOf(element);
    const Object bus(reinterpret_cast<GstObject *>(gst_element_get_bus(GST_ELEMENT(top.get()))));
    return !bus || gst_bus_have_pending(GST_BUS(bus.get())) == FALSE;
}

}  // namespace discsink
