// SPDX-License-Identifier: LGPL-2.1-or-later
// SpoolFile: a track's sound in a temporary file that nobody sees and that goes with the object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace discsink {

class SpoolFile {
public:
    // folder: empty takes $TMPDIR, else /var/tmp, which is no RAM disk as /tmp may be. *error: errno of a failure.
    [[nodiscard]] static std::unique_ptr<SpoolFile> create(const std::string &folder, int *error);
    ~SpoolFile();
    SpoolFile(const SpoolFile &) = delete;
    SpoolFile &operator=(const SpoolFile &) = delete;

    // 0, or errno. One thread writes; reading may overlap with it.
    [[nodiscard]] int append(const void *data, std::size_t bytes);
    // Bytes read, fewer only at the end; -1 with errno.
    [[nodiscard]] std::int64_t readAt(std::uint64_t offset, void *target, std::size_t bytes) const;

private:
    explicit SpoolFile(int fd) : fd_(fd) {}

    int fd_;
};

// The folder that create() takes for an empty one.
[[nodiscard]] std::string defaultSpoolFolder();
// Bytes that files in that folder may take; nothing where that is not known.
[[nodiscard]] std::optional<std::uint64_t> roomForSpool(const std::string &folder);

}  // namespace discsink
