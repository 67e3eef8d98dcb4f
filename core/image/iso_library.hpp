// SPDX-License-Identifier: GPL-3.0-or-later
// libisofs's process-wide state in one place: its start, its messages, its lock; and owners for its objects.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>

#include <sys/types.h>

#define LIBISOFS_WITHOUT_LIBBURN yes
#include <libisofs/libisofs.h>

namespace burnish {

struct IsoUnref {
    void operator()(IsoImage *image) const { iso_image_unref(image); }
    void operator()(IsoWriteOpts *options) const { iso_write_opts_free(options); }
    void operator()(IsoReadOpts *options) const { iso_read_opts_free(options); }
    void operator()(IsoReadImageFeatures *features) const { iso_read_image_features_destroy(features); }
    void operator()(IsoDataSource *source) const { iso_data_source_unref(source); }
    void operator()(IsoNode *node) const { iso_node_unref(node); }  // one that lies in no folder
    void operator()(IsoDirIter *iterator) const { iso_dir_iter_free(iterator); }
};
template <typename T>
using IsoPointer = std::unique_ptr<T, IsoUnref>;

// Hold the lock while libisofs makes an image, its writer or an import. E_FSI_INTERNAL_ERROR where it does not start.
[[nodiscard]] Result<std::unique_lock<std::mutex>> lockIsoLibrary();

// A libisofs code as an error with our status; what names the attempt: "lay out the image".
[[nodiscard]] Error isoError(int code, const std::string &what);

// libisofs's codes as a Result, for TRY.
[[nodiscard]] inline Result<void> isoCheck(int code, const std::string &what) {
    if (code < 0) {
        return isoError(code, what);
    }
    return {};
}

}  // namespace burnish
