// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscReader: READ(10) through the transport, so that no cache of the operating system answers instead of the disc.
#include "burn/disc_reader.hpp"

#include "mmc/commands.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace burnish {

DiscReader::DiscReader(Drive &drive, const std::vector<SectorRange> &ranges, Fifo &fifo)
    : drive_(drive), ranges_(ranges), fifo_(fifo), unreadable_(fifo.capacity() / SectorBytes), thread_([this] {
          run();
      }) {}

DiscReader::~DiscReader() {
    fifo_.stop();
    thread_.join();
}

// Nothing may leave the thread but through the fifo.
void DiscReader::run() {
    std::optional<Error> error;
    try {
        error = readAll();
    } catch (const std::bad_alloc &) {
        error.emplace();
        error->status = status::E_OUTOFMEMORY;
    }
    fifo_.finish(std::move(error));
}

std::optional<Error> DiscReader::readAll() {
    for (const SectorRange &range : ranges_) {
        for (std::int32_t done = 0; done < range.count;) {
            const auto room = fifo_.waitForRoom();
            if (room.empty() || unreadableCount_ >= MostUnreadable) {
                return std::nullopt;
            }
            const std::int32_t fits = static_cast<std::int32_t>(room.size()) / SectorBytes;
            const std::int32_t count = std::min({SectorsPerRead, fits, range.count - done});
            const auto target = room.first(static_cast<std::size_t>(count) * SectorBytes);
            std::fill_n(&unreadable_[published_ % unreadable_.size()], count, std::uint8_t{0});
            const auto read = readOrMark(range.start + done, target);
            if (!read.ok()) {
                return read.error();
            }
            published_ += static_cast<std::uint64_t>(*read);
            fifo_.publish(static_cast<std::size_t>(*read) * SectorBytes);
            done += *read;
        }
    }
    return std::nullopt;
}

// False where the disc is at fault. A drive that does not answer any more is an error.
Result<bool> DiscReader::readChunk(std::int32_t lba, std::span<std::uint8_t> target) {
    const auto sectors = static_cast<std::uint16_t>(target.size() / SectorBytes);
    auto read = drive_.ask(mmc::read10(lba, sectors, SectorBytes), target);
    if (read.ok() && *read == target.size()) {
        return true;
    }
    if (!read.ok() && !read.error().sense) {
        return std::move(read.error());
    }
    if (sectors == 1 && !refusal_) {
        refusal_ =
            read.ok()
                ? Error(status::E_BURN_VERIFICATION_FAILED, {},
                        "READ(10) moved " + std::to_string(*read) + " of " + std::to_string(target.size()) + " bytes")
                : std::move(read.error());
    }
    return false;
}

// Finds out which sectors of a read that failed are bad. Tells how many were tried: fewer than asked only at the limit.
Result<std::int32_t> DiscReader::readOrMark(std::int32_t lba, std::span<std::uint8_t> target) {
    const auto count = static_cast<std::int32_t>(target.size()) / SectorBytes;
    TRY_ASSIGN(const bool whole, readChunk(lba, target));
    if (whole) {
        return count;
    }
    std::int32_t tried = 0;
    for (; tried < count && unreadableCount_ < MostUnreadable; ++tried) {
        const auto sector = target.subspan(static_cast<std::size_t>(tried) * SectorBytes, SectorBytes);
        TRY_ASSIGN(const bool good, readChunk(lba + tried, sector));
        if (!good) {
            unreadable_[(published_ + static_cast<std::uint64_t>(tried)) % unreadable_.size()] = 1;
            ++unreadableCount_;
        }
    }
    return tried;
}

}  // namespace burnish
