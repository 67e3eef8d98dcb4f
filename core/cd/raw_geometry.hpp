// SPDX-License-Identifier: LGPL-2.1-or-later
// RawGeometry: where the tracks of a RawImage come to lie, and which bytes of its sources fill which sectors.
#pragma once

#include "base/result.hpp"
#include "cd/disc_layout.hpp"
#include "cd/raw_image_spec.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace burnish::cd {

// Sectors in a row that are filled alike.
struct MainPiece {
    std::int32_t lba = 0;
    std::int32_t sectors = 0;
    SectorType type = SectorType::Audio;
    std::uint64_t offset = 0;  // in all sources one behind the other
    std::uint64_t bytes = 0;   // less than the sectors hold: zeros behind them; 0: no source, blank sectors of the type
};

// How a track's source fills its sectors.
struct TrackFill {
    std::int32_t end = 0;      // LBA past the sectors that begin with the source's bytes
    std::int32_t padding = 0;  // bytes of silence in the last of them
};

struct RawGeometry {
    DiscLayout layout;              // without CD-TEXT
    std::vector<MainPiece> pieces;  // from the image's start to the end of its lead-out, without a hole
    std::vector<TrackFill> fills;   // of each track
};

// A length that makes tracks of a type. E_POINTER, E_INVALIDARG: none, shorter than shortest sectors, not known, not in
// whole samples of audio or sectors of data.
[[nodiscard]] Result<void> checkSource(const std::shared_ptr<Stream> &source, SectorType type, std::int32_t shortest);

// E_RAW_IMAGE_INSUFFICIENT_SPACE: past the limit for the lead-out; E_INVALIDARG: a pre-gap longer than the track that
// it lies in, or one that takes an index of it.
[[nodiscard]] Result<RawGeometry> layOut(const RawImageSpec &spec);

// The highest sector where the lead-out may start, with this StartOfLeadoutLimit.
[[nodiscard]] std::int32_t lastStartOfLeadout(std::int32_t limit);

// The sources in the order in which the image has them: special pre-gap, tracks.
[[nodiscard]] std::vector<std::shared_ptr<Stream>> sourcesOf(const RawImageSpec &spec);

}  // namespace burnish::cd
