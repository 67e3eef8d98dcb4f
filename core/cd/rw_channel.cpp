// SPDX-License-Identifier: LGPL-2.1-or-later
// R to W of a sector, in any order of sectors.
#include "cd/rw_channel.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace burnish::cd {

namespace {

constexpr std::int32_t FirstSector = -150;
constexpr std::int32_t Delay = 2;  // sectors in which the interleaved symbols of a pack come to lie, beside its own
constexpr std::uint8_t SymbolBits = 0x3F;

std::span<std::uint8_t, PackSymbols> packIn(std::span<std::uint8_t, SymbolBytes> symbols, std::size_t pack) {
    return std::span<std::uint8_t, PackSymbols>(symbols.data() + pack * PackSymbols, PackSymbols);
}

}  // namespace

Result<void> SymbolSource::read(std::uint64_t offset, std::span<std::uint8_t, SymbolBytes> target) {
    std::fill(target.begin(), target.end(), std::uint8_t{0});
    std::size_t filled = 0;
    while (filled < target.size() && offset + filled < end_) {
        const std::uint64_t place = offset + filled;
        if (position_ != place) {
            position_ = UINT64_MAX;
            TRY(stream_->seek(place));
            position_ = place;
        }
        const auto got = stream_->read(target.subspan(filled));
        if (!got.ok()) {
            position_ = UINT64_MAX;
            return got.error();
        }
        end_ = *got == 0 ? place : end_;
        position_ += *got;
        filled += *got;
    }
    return {};
}

void RwChannel::setCdText(const std::vector<CdTextPack> &packs) {
    for (const CdTextPack &pack : packs) {
        const auto symbols = symbolsOf(pack);
        text_.insert(text_.end(), symbols.begin(), symbols.end());
    }
}

void RwChannel::setGenerator(std::shared_ptr<Stream> source) {
    generator_.emplace_back(std::move(source));
}

void RwChannel::setTrackPacks(std::vector<TrackPacks> tracks) {
    for (TrackPacks &track : tracks) {
        tracks_.push_back({track.start, track.end, SymbolSource(std::move(track.source))});
    }
}

// What the generator gives goes to the disc as it is; only P and Q are not its own.
Result<void> RwChannel::readGenerator(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols) {
    const auto offset = static_cast<std::uint64_t>(lba - firstSector_) * SymbolBytes;
    TRY(generator_.front().read(offset, symbols));
    if (std::any_of(symbols.begin(), symbols.end(), [](std::uint8_t symbol) { return symbol > SymbolBits; })) {
        Error error(status::E_STREAM_READ_FAILURE,
                    "The stream of sub-channels R to W has a byte whose two upper bits are not zero: they belong to "
                    "sub-channels P and Q.",
                    "sector " + std::to_string(lba) + ", bytes " + std::to_string(offset) + " and following");
        error.lba = lba;
        return error;
    }
    return {};
}

// The packs of a sector as the track has them, parity included.
Result<void> RwChannel::readPacks(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols) {
    const auto track = std::find_if(tracks_.begin(), tracks_.end(),
                                    [lba](const Track &each) { return lba >= each.start && lba < each.end; });
    if (track == tracks_.end()) {
        std::fill(symbols.begin(), symbols.end(), std::uint8_t{0});
        return {};
    }
    TRY(track->source.read(static_cast<std::uint64_t>(lba - track->start) * SymbolBytes, symbols));
    for (std::uint8_t &symbol : symbols) {
        symbol &= SymbolBits;
    }
    for (std::size_t pack = 0; raw_ && pack < SymbolBytes / PackSymbols; ++pack) {
        addParity(packIn(symbols, pack));
    }
    return {};
}

void RwChannel::interleave(std::span<std::uint8_t, SymbolBytes> symbols) {
    for (std::size_t pack = 0; pack < SymbolBytes / PackSymbols; ++pack) {
        std::array<std::uint8_t, PackSymbols> own{};
        std::copy_n(packIn(symbols, pack).begin(), own.size(), own.begin());
        interleaver_.next(own, packIn(symbols, pack));
    }
}

// What is spread over later sectors comes from the two before, wherever reading begins.
Result<void> RwChannel::readDisc(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols) {
    if (next_ != lba) {
        interleaver_ = {};
        for (std::int32_t before = std::max(lba - Delay, FirstSector); before < lba; ++before) {
            TRY(readPacks(before, symbols));
            interleave(symbols);
        }
    }
    next_ = INT32_MIN;
    TRY(readPacks(lba, symbols));
    interleave(symbols);
    next_ = lba + 1;
    return {};
}

Result<void> RwChannel::read(std::int32_t lba, std::span<std::uint8_t, SymbolBytes> symbols) {
    if (!generator_.empty()) {
        return readGenerator(lba, symbols);
    }
    if (lba >= FirstSector && !tracks_.empty()) {
        return raw_ ? readDisc(lba, symbols) : readPacks(lba, symbols);
    }
    if (lba >= FirstSector || text_.empty()) {
        std::fill(symbols.begin(), symbols.end(), std::uint8_t{0});
        return {};
    }
    std::size_t at = static_cast<std::size_t>(lba - firstSector_) * SymbolBytes % text_.size();
    for (std::uint8_t &symbol : symbols) {
        symbol = text_[at];
        at = at + 1 < text_.size() ? at + 1 : 0;
    }
    return {};
}

void RwChannel::interrupt() noexcept {
    for (SymbolSource &source : generator_) {
        source.interrupt();
    }
    for (Track &track : tracks_) {
        track.source.interrupt();
    }
}

}  // namespace burnish::cd
