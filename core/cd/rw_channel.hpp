// SPDX-License-Identifier: LGPL-2.1-or-later
// RwChannel: sub-channels R to W of an image: CD-TEXT in the lead-in, packs of CD+G in the tracks, or a stream that has
// all of them.
#pragma once

#include "cd/cd_text.hpp"
#include "cd/rw_pack.hpp"
#include "cd/sub_channel.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace burnish::cd {

// A stream of symbols that is read from any place; behind its end there is nothing but zeros.
class SymbolSource {
public:
    explicit SymbolSource(std::shared_ptr<Stream> stream) : stream_(std::move(stream)), end_(stream_->length()) {}

    [[nodiscard]] Result<void> read(std::uint64_t offset, std::span<std::uint8_t, SymbolBytes> target);
    void interrupt() noexcept { stream_->interrupt(); }

private:
    std::shared_ptr<Stream> stream_;
    std::uint64_t end_;                    // where it is known, or was found
    std::uint64_t position_ = UINT64_MAX;  // of the stream; at first it stands nobody knows where
};

class RwChannel {
public:
    // Packs for the sectors from start on, as long as the packs last, but not past end.
    struct TrackPacks {
        std::int32_t start = 0, end = 0;
        std::shared_ptr<Stream> source;
    };
    // firstSector: where the lead-in begins, and with it the cycle of CD-TEXT and the generator. raw: packs get their
    // parity and are interleaved.
    RwChannel(std::int32_t firstSector, bool raw) : firstSector_(firstSector), raw_(raw) {}
    void setCdText(const std::vector<CdTextPack> &packs);
    void setGenerator(std::shared_ptr<Stream> source);
    void setTrackPacks(std::vector<TrackPacks> tracks);

    // The symbols of a sector, their two upper bits zero. E_STREAM_READ_FAILURE, and what the sources fail with.
    [[nodiscard]] Result<void> read(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols);
    void interrupt() noexcept;

private:
    struct Track {
        std::int32_t start, end;
        SymbolSource source;
    };
    [[nodiscard]] Result<void> readGenerator(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols);
    [[nodiscard]] Result<void> readPacks(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols);
    [[nodiscard]] Result<void> readDisc(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols);
    void interleave(std::span<std::uint8_t, SymbolBytes> symbols);

    const std::int32_t firstSector_;
    const bool raw_;
    std::vector<std::uint8_t> text_;       // symbols of all packs
    std::vector<SymbolSource> generator_;  // one or none
    std::vector<Track> tracks_;
    RwInterleaver interleaver_;
    std::int32_t next_ = INT32_MIN;  // the sector that the interleaver is ready for
};

}  // namespace burnish::cd
