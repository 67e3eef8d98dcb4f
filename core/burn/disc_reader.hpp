// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscReader: the thread that reads a disc ahead of whoever looks at the data: ranges of sectors into a fifo, in order.
#pragma once

#include "burn/fifo.hpp"
#include "recorder/drive.hpp"

#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace burnish {

struct SectorRange {
    std::int32_t start = 0;
    std::int32_t count = 0;
};

class DiscReader {
public:
    static constexpr std::int32_t SectorBytes = 2048;
    static constexpr std::int32_t SectorsPerRead = 32;
    // Each may take a drive many seconds; a disc with so many is bad, and reading ends there.
    static constexpr std::int32_t MostUnreadable = 32;

    // Starts at once. All arguments must outlive the reader; the fifo's chunk is one read.
    DiscReader(Drive &drive, const std::vector<SectorRange> &ranges, Fifo &fifo);
    // Stops the fifo and waits for the thread.
    ~DiscReader();
    DiscReader(const DiscReader &) = delete;
    DiscReader &operator=(const DiscReader &) = delete;

    // Whether the sector that came out of the fifo as number n, counted from 0, could not be read: its bytes mean
    // nothing. Until it is released.
    [[nodiscard]] bool unreadable(std::uint64_t n) const { return unreadable_[n % unreadable_.size()] != 0; }
    // What the drive said to the first such sector. To be asked after that sector came.
    [[nodiscard]] const std::optional<Error> &refusal() const { return refusal_; }

private:
    void run();
    [[nodiscard]] std::optional<Error> readAll();
    [[nodiscard]] Result<bool> readChunk(std::int32_t lba, std::span<std::uint8_t> target);
    [[nodiscard]] Result<std::int32_t> readOrMark(std::int32_t lba, std::span<std::uint8_t> target);

    Drive &drive_;
    const std::vector<SectorRange> &ranges_;
    Fifo &fifo_;
    // The fifo's lock orders both: written before a publish(), read after a wait.
    std::vector<std::uint8_t> unreadable_;  // by place in the fifo
    std::optional<Error> refusal_;
    std::uint64_t published_ = 0;  // sectors
    std::int32_t unreadableCount_ = 0;
    std::thread thread_;
};

}  // namespace burnish
