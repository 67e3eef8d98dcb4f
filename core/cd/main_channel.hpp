// SPDX-License-Identifier: LGPL-2.1-or-later
// MainChannel: the 2352 bytes of each sector of an image, from the sources of its tracks.
#pragma once

#include "cd/raw_geometry.hpp"
#include "cd/sector.hpp"
#include "stream/stream.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace burnish::cd {

class MainChannel {
public:
    // The most sectors that one call reads.
    static constexpr std::size_t MostSectors = 26;

    // sources: what the geometry's pieces count in. E_INVALIDARG: they have no length that can be counted.
    [[nodiscard]] static Result<std::unique_ptr<MainChannel>> create(RawGeometry geometry,
                                                                     std::vector<std::shared_ptr<Stream>> sources);

    // Sectors from lba on, 1 to MostSectors; each begins stride bytes after the one before. A source is only sought in
    // where it does not stand already. What a source fails with, E_STREAM_TOO_SHORT, and E_STREAM_READ_FAILURE for a
    // raw sector that is wrong: the message names the track.
    [[nodiscard]] Result<void> read(std::int32_t lba, std::size_t sectors, std::span<std::uint8_t> target,
                                    std::size_t stride);
    // Of the source that is read now; any thread. It holds until resume().
    void interrupt() noexcept;
    void resume() noexcept;

private:
    MainChannel(RawGeometry geometry, std::vector<std::shared_ptr<Stream>> sources, std::unique_ptr<Stream> joined);
    [[nodiscard]] const MainPiece &pieceAt(std::int32_t lba);
    [[nodiscard]] Result<void> fetch(std::uint64_t offset, std::span<std::uint8_t> target);
    [[nodiscard]] Result<void> readPiece(const MainPiece &piece, std::int32_t lba, std::size_t sectors,
                                         std::span<std::uint8_t> target, std::size_t stride);
    [[nodiscard]] Result<void> checkRaw(SectorType type, std::int32_t lba, SectorView sector) const;
    [[nodiscard]] Error named(Error error, std::int32_t lba) const;
    [[nodiscard]] std::string nameAt(std::int32_t lba) const;

    const RawGeometry geometry_;
    const std::vector<std::shared_ptr<Stream>> sources_;  // kept alive for joined_
    const std::unique_ptr<Stream> joined_;                // all of them, one behind the other
    std::uint64_t position_ = UINT64_MAX;                 // of joined_; at first it stands nobody knows where
    std::atomic<bool> interrupted_{false};
    std::size_t piece_ = 0;            // the one read last
    std::vector<std::uint8_t> bytes_;  // what the sources gave for the sectors of one call
};

}  // namespace burnish::cd
