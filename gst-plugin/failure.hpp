// SPDX-License-Identifier: LGPL-2.1-or-later
// Failure: an error as GStreamer tells it, made from a status and an error of libburnish.
#pragma once

#include <burnish/burnish.h>
#include <gst/gst.h>

#include <cstdint>
#include <memory>
#include <string>

namespace discsink {

// What the burner was about; decides what a failure that tells nothing else is called.
enum class Stage { Open, LayOut, Write, Close };

struct StructureFree {
    void operator()(GstStructure *structure) const { gst_structure_free(structure); }
};
using Structure = std::unique_ptr<GstStructure, StructureFree>;

struct Failure {
    GQuark domain = 0;
    gint code = 0;
    std::string text;   // for people
    std::string debug;  // for engineers
    Structure details;  // may be empty
};

// Where it happened, as far as known.
struct Place {
    Stage stage = Stage::Open;
    std::string device;
    unsigned track = 0;  // 0: none
};

// One of the element's own.
[[nodiscard]] Failure makeFailure(GQuark domain, gint code, std::string text, std::string debug = {});
// One of the library's; error may be nullptr.
[[nodiscard]] Failure failureOf(int32_t status, const burnish_error *error, const Place &place);
// ERROR on the bus.
void postFailure(GstElement *element, Failure failure, int line);

}  // namespace discsink
