// SPDX-License-Identifier: LGPL-2.1-or-later
// Owners of libburnish's handles.
#pragma once

#include <burnish/burnish.h>

#include <memory>
#include <string>

namespace discsink {

template <auto Release>
struct Releaser {
    template <typename T>
    void operator()(T *handle) const {
        Release(handle);
    }
};

using RecorderHandle = std::unique_ptr<burnish_recorder, Releaser<burnish_recorder_unref>>;
using MediumHandle = std::unique_ptr<burnish_medium, Releaser<burnish_medium_unref>>;
using MasterHandle = std::unique_ptr<burnish_master, Releaser<burnish_master_unref>>;
using EraseHandle = std::unique_ptr<burnish_erase, Releaser<burnish_erase_unref>>;
using TaoHandle = std::unique_ptr<burnish_tao, Releaser<burnish_tao_unref>>;
using RawImageHandle = std::unique_ptr<burnish_raw_image, Releaser<burnish_raw_image_unref>>;
using RawCdHandle = std::unique_ptr<burnish_raw_cd, Releaser<burnish_raw_cd_unref>>;
using CdTextHandle = std::unique_ptr<burnish_cd_text, Releaser<burnish_cd_text_unref>>;
using CueHandle = std::unique_ptr<burnish_cue, Releaser<burnish_cue_unref>>;
using StreamHandle = std::unique_ptr<burnish_stream, Releaser<burnish_stream_unref>>;
using ReportHandle = std::unique_ptr<burnish_report, Releaser<burnish_report_unref>>;
using ErrorHandle = std::unique_ptr<burnish_error, Releaser<burnish_error_unref>>;

// The error of an object's last call that failed: get is its _get_error function.
template <typename T>
ErrorHandle errorOf(T *object, int32_t (*get)(T *, burnish_error **)) {
    burnish_error *error = nullptr;
    if (object != nullptr) {
        get(object, &error);
    }
    return ErrorHandle(error);
}

// The string that a function gives to its caller.
template <typename T>
std::string stringOf(T *object, int32_t (*get)(T *, char **)) {
    char *text = nullptr;
    if (get(object, &text) < 0 || text == nullptr) {
        return {};
    }
    std::string result = text;
    burnish_string_free(text);
    return result;
}

}  // namespace discsink
