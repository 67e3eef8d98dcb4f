// SPDX-License-Identifier: LGPL-2.1-or-later
// ReadBack: the comparison, and the words for what it found.
#include "burn/read_back.hpp"

#include "burn/fifo.hpp"

#include <algorithm>
#include <memory>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = DiscReader::SectorBytes;
constexpr std::int32_t QuickPieceSectors = 512;
constexpr std::int32_t QuickPieces = 16;
// Enough for the drive to go on reading while the other thread is kept from hashing for a moment.
constexpr std::size_t FifoBytes = std::size_t{4} << 20;
constexpr std::size_t ChunkBytes = std::size_t{DiscReader::SectorsPerRead} * SectorBytes;
constexpr std::size_t RangesInWords = 8;

std::vector<SectorRange> rangesToRead(std::int32_t start, std::int32_t sectors, VerificationLevel level) {
    const std::int32_t pieces = (sectors + QuickPieceSectors - 1) / QuickPieceSectors;
    if (level == VerificationLevel::Full || pieces <= QuickPieces) {
        return {{start, sectors}};
    }
    std::vector<SectorRange> ranges;
    for (std::int64_t i = 0; i < QuickPieces; ++i) {
        const auto first = static_cast<std::int32_t>(i * (pieces - 1) / (QuickPieces - 1)) * QuickPieceSectors;
        ranges.push_back({start + first, std::min(QuickPieceSectors, sectors - first)});
    }
    return ranges;
}

// "LBA 500, 511-512, 700"
std::string inWords(const std::vector<SectorRange> &ranges) {
    std::string words = "LBA ";
    for (std::size_t i = 0; i < std::min(ranges.size(), RangesInWords); ++i) {
        words += (i > 0 ? ", " : "") + std::to_string(ranges[i].start);
        if (ranges[i].count > 1) {
            words += "-" + std::to_string(ranges[i].start + ranges[i].count - 1);
        }
    }
    return ranges.size() > RangesInWords ? words + " and more" : words;
}

}  // namespace

ReadBack::ReadBack(Drive &drive, WriteControl &control, ProgressMeter &meter)
    : drive_(drive), control_(control), meter_(meter) {}

Result<void> ReadBack::compare(const BurnedContents &burned, VerificationLevel level, ReadBackResult &result) {
    const auto sectors = static_cast<std::int32_t>(burned.sectorCrcs.size());
    const auto ranges = rangesToRead(burned.startLba, sectors, level);
    TRY_ASSIGN(crc_, Hash::crc32());
    if (level == VerificationLevel::Full && !burned.sha256.empty()) {
        TRY_ASSIGN(sha_, Hash::sha256());
    }
    TRY_ASSIGN(auto fifo, Fifo::create(FifoBytes, ChunkBytes));
    result.bad.reserve(MostBadRanges);
    burned_ = &burned;
    result_ = &result;
    fifo_ = fifo.get();
    sectorsToRead_ = 0;
    for (const SectorRange &range : ranges) {
        sectorsToRead_ += range.count;
    }
    std::optional<Error> refusal;
    {
        const DiscReader reader(drive_, ranges, *fifo);
        const WriteControl::Wake wake(control_, [this] { fifo_->wake(); });
        reader_ = &reader;
        for (const SectorRange &range : ranges) {
            TRY(compareRange(range));
        }
        refusal = reader.refusal();
    }
    return judge(refusal);
}

// Ends early, without an error, where too much is bad to go on.
Result<void> ReadBack::compareRange(const SectorRange &range) {
    for (std::int32_t done = 0; done < range.count && !tooManyBad();) {
        TRY_ASSIGN(auto chunk, nextChunk());
        if (chunk.empty()) {
            return {};
        }
        const auto held = static_cast<std::int32_t>(chunk.size()) / SectorBytes;
        const std::int32_t count = std::min(held, range.count - done);
        const auto bytes = chunk.first(static_cast<std::size_t>(count) * SectorBytes);
        for (std::int32_t i = 0; i < count && !tooManyBad(); ++i) {
            compareSector(range.start + done + i,
                          bytes.subspan(static_cast<std::size_t>(i) * SectorBytes, SectorBytes));
        }
        if (sha_) {
            sha_->update(bytes);
        }
        fifo_->release(bytes.size());
        done += count;
    }
    return {};
}

// Empty: the reader has come to its end. Events go on while the drive reads.
Result<std::span<std::uint8_t>> ReadBack::nextChunk() {
    while (true) {
        const bool ready = fifo_->waitForChunk(meter_.nextDue());
        if (control_.cancelled()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        if (meter_.due()) {
            meter_.emit(static_cast<double>(result_->sectors) / sectorsToRead_);
        }
        if (!ready) {
            continue;
        }
        const auto chunk = fifo_->front(ChunkBytes);
        if (chunk.empty()) {
            if (auto error = fifo_->takeError()) {
                return std::move(*error);
            }
        }
        return chunk;
    }
}

void ReadBack::compareSector(std::int32_t lba, std::span<const std::uint8_t> data) {
    const bool unreadable = reader_->unreadable(static_cast<std::uint64_t>(result_->sectors));
    ++result_->sectors;
    crc_->update(data);
    const std::uint32_t expected = burned_->sectorCrcs[static_cast<std::size_t>(lba - burned_->startLba)];
    const bool differs = crc_->takeCrc32() != expected;
    if (unreadable) {
        ++result_->unreadableSectors;
    }
    if (unreadable || differs) {
        noteBad(lba);
    }
}

bool ReadBack::tooManyBad() const {
    return result_->bad.size() >= MostBadRanges;
}

void ReadBack::noteBad(std::int32_t lba) {
    auto &bad = result_->bad;
    ++result_->badSectors;
    if (!bad.empty() && bad.back().start + bad.back().count == lba) {
        ++bad.back().count;
    } else {
        bad.push_back({lba, 1});
    }
}

Result<void> ReadBack::judge(const std::optional<Error> &refusal) {
    const auto &bad = result_->bad;
    Error error(status::E_BURN_VERIFICATION_FAILED,
                "What the disc gives back is not what was burned; do not trust this disc, burn another one.");
    if (bad.empty()) {
        std::string sha256;
        if (sha_) {
            sha_->takeSha256(sha256);
        }
        if (sha256 == burned_->sha256 || !sha_) {
            return {};
        }
        error.detail = "every sector has its CRC-32, and yet the SHA-256 is " + sha256;
        return error;
    }
    error.lba = bad.front().start;
    error.detail = std::to_string(result_->badSectors) + " of " + std::to_string(result_->sectors) +
                   " sectors read back are bad, " + std::to_string(result_->unreadableSectors) +
                   " of these cannot be read: " + inWords(bad);
    if (result_->sectors < sectorsToRead_) {
        error.detail +=
            "; " + std::to_string(sectorsToRead_ - result_->sectors) + " sectors were not looked at any more";
    }
    if (refusal) {
        error.message = "The disc cannot be read back at LBA " +
                        std::to_string(refusal->lba.value_or(bad.front().start)) +
                        "; do not trust this disc, burn another one.";
        error.detail += "; " + refusal->detail;
        error.sense = refusal->sense;
        error.cdb = refusal->cdb;
    }
    return error;
}

}  // namespace burnish
