// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio sessions in a test: sources of samples, and what came of a session.
#pragma once

#include "check.hpp"
#include "disc.hpp"
#include "formats/track_at_once_format.hpp"
#include "prepared_support.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace test {

inline constexpr std::int32_t AudioSector = 2352;
inline constexpr std::int32_t Pause = 152;  // run-out of a track and gap before the next

// Samples of which no two sectors are alike, others for each seed.
class Samples : public burnish::Stream {
public:
    Samples(std::uint32_t seed, std::uint64_t bytes) : seed_(seed), bytes_(bytes), announced(bytes) {}
    static Samples sectors(std::uint32_t seed, std::int32_t count) {
        return {seed, static_cast<std::uint64_t>(count) * AudioSector};
    }

    [[nodiscard]] std::uint64_t length() const override { return announced; }
    [[nodiscard]] burnish::Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] burnish::Result<void> seek(std::uint64_t offset) override;

    static void fill(std::uint32_t seed, std::uint64_t offset, std::span<std::uint8_t> target);
    [[nodiscard]] static std::vector<std::uint8_t> bytes(std::uint32_t seed, std::uint64_t count);

private:
    std::uint32_t seed_;
    std::uint64_t bytes_;
    std::uint64_t position_ = 0;

public:
    std::uint64_t announced;
    std::uint64_t failsAt = UINT64_MAX;
    bool silent = false;  // zeros, which cost no time
    std::function<void(std::uint64_t position)> onRead;
};

struct Session : PreparedBurn<burnish::TrackAtOnceFormat, burnish::TaoSettings, burnish::TaoProgress> {
    using PreparedBurn::PreparedBurn;

    [[nodiscard]] burnish::Status add(burnish::Stream &stream, const burnish::TaoTrackSettings &track = {});
    [[nodiscard]] burnish::Status addSectors(std::uint32_t seed, std::int32_t sectors,
                                             const burnish::TaoTrackSettings &track = {});
    [[nodiscard]] burnish::Status release();
    [[nodiscard]] std::int32_t count() const;
    // After any session.
    void expectReleased() const;
};

// Bytes of the disc's export disc.bin.
[[nodiscard]] std::vector<std::uint8_t> binBytes(const Disc &disc, std::int32_t lba, std::uint64_t bytes);
// Samples of a track, and silence after them.
void expectSamples(const Disc &disc, std::int32_t lba, std::uint32_t seed, std::int32_t sectors,
                   std::int32_t silentSectors = 0);
// A fault script with these entries.
[[nodiscard]] std::string faults(const std::string &entries);

}  // namespace test
