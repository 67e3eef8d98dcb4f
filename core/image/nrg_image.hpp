// SPDX-License-Identifier: GPL-3.0-or-later
// NrgImage: an NRG image in a file, and each of its tracks as a stream.
#pragma once

#include "image/nrg_footer.hpp"
#include "stream/stream.hpp"

#include <memory>
#include <string>

namespace burnish {

class NrgImage {
public:
    // E_FILE_NOT_FOUND, E_ACCESSDENIED, E_INVALIDARG (no NRG image), E_DATA_STREAM_INCONSISTENCY (damaged or cut
    // short), E_NOTIMPL (sectors of a kind that is not known), E_STREAM_READ_FAILURE.
    [[nodiscard]] static Result<std::unique_ptr<NrgImage>> open(const std::string &path);

    [[nodiscard]] const NrgContents &contents() const { return contents_; }

    // The user data of a track, counted from 0: samples, or 2048 bytes a sector. Independent of this object.
    // E_INVALIDARG: there is no such track. E_DATA_STREAM_INCONSISTENCY: the file is not what it was.
    [[nodiscard]] Result<std::unique_ptr<Stream>> createTrackStream(std::int32_t index) const;

private:
    NrgImage(std::string path, std::uint64_t bytes, NrgContents contents);

    std::string path_;
    std::uint64_t bytes_;  // of the file
    NrgContents contents_;
};

}  // namespace burnish
