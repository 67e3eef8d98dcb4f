// SPDX-License-Identifier: LGPL-2.1-or-later
// Region: a stretch of blocks that read alike, and whose they are.
#pragma once

#include "disc.hpp"
#include "sense.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace virtual_recorder {

struct Region {
    enum class Kind : std::uint8_t {
        Data,     // of a data track
        Audio,    // of an audio track
        Silence,  // in front of an audio track and behind it, written by the drive
    };
    Kind kind = Kind::Data;
    TrackPlace place;
    std::int32_t end = 0;  // behind its last block

    [[nodiscard]] bool audio() const { return kind != Kind::Data; }
};

// Of the blocks that can be read. It holds for as long as the disc does not change.
class RegionMap {
public:
    explicit RegionMap(const Disc &disc) : disc_(&disc), places_(disc.tracks()) {}

    [[nodiscard]] std::optional<Region> find(std::int64_t lba) const;
    // Why a block that lies in no region cannot be read.
    [[nodiscard]] Sense outside(std::int64_t lba) const;

private:
    const Disc *disc_;
    std::vector<TrackPlace> places_;
};

}  // namespace virtual_recorder
