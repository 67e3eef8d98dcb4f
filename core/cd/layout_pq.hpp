// SPDX-License-Identifier: LGPL-2.1-or-later
// LayoutPq: what sub-channels P and Q say in each sector of a disc, from its lead-in to the end of its lead-out.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/q_channel.hpp"

#include <cstdint>
#include <vector>

namespace burnish::cd {

class LayoutPq {
public:
    // firstSector: where the lead-in begins, and with it the cycle of its table of contents.
    LayoutPq(const DiscLayout &layout, std::int32_t firstSector);

    [[nodiscard]] QFrame q(std::int32_t lba) const;
    [[nodiscard]] bool p(std::int32_t lba) const;

    // The entries of the lead-in as READ TOC/PMA/ATIP, format 2, replies them, with its header of four bytes.
    [[nodiscard]] std::vector<std::uint8_t> fullToc() const;

private:
    [[nodiscard]] const LayoutTrack &trackAt(std::int32_t lba) const;
    [[nodiscard]] std::uint8_t controlAt(const LayoutTrack &track, std::int32_t lba) const;
    [[nodiscard]] bool changesAt(std::int32_t lba) const;
    [[nodiscard]] bool tells(std::int32_t lba, std::int32_t turn) const;
    [[nodiscard]] QFrame positionAt(const LayoutTrack &track, std::int32_t lba) const;
    void makeToc();

    const DiscLayout layout_;
    const std::int32_t firstSector_;
    std::vector<QTocEntry> toc_;
};

}  // namespace burnish::cd
