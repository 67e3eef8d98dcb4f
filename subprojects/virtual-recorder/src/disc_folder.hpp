// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscFolder: the folder that is a disc, held against a second opener as long as this object lives.
#pragma once

#include "file.hpp"
#include "virtual_recorder/recorder.hpp"

#include <memory>
#include <string>

namespace virtual_recorder {

class DiscFolder {
public:
    // Makes the folder where there is none. Null and a failure when it is in use, or holds something else.
    [[nodiscard]] static std::unique_ptr<DiscFolder> open(const std::string &path, const std::string &holder,
                                                          Failure &failure);
    ~DiscFolder();
    DiscFolder(const DiscFolder &) = delete;
    DiscFolder &operator=(const DiscFolder &) = delete;

    [[nodiscard]] const std::string &path() const { return path_; }
    [[nodiscard]] std::string file(const char *name) const { return path_ + "/" + name; }
    [[nodiscard]] bool hasDisc() const;  // else it is empty: a blank disc belongs there

private:
    DiscFolder(std::string path, File lock) : path_(std::move(path)), lock_(std::move(lock)) {}

    std::string path_;
    File lock_;
};

// The failure for an errno: no permission or an I/O error, with the path and what the system says.
[[nodiscard]] Failure systemFailure(const std::string &what, int error);

inline constexpr const char *DiscJson = "disc.json";

}  // namespace virtual_recorder
