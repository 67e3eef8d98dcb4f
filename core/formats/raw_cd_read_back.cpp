// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdReadBack: main channel and sub-channel come with one command.
#include "formats/raw_cd_read_back.hpp"

#include "burn/hash.hpp"
#include "burn/write_steps.hpp"
#include "cd/sector.hpp"
#include "cd/sub_channel.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t MostPerRead = 26;
constexpr auto SectorBytes = static_cast<std::size_t>(cd::SectorBytes);

std::int32_t sectorsPerRead(Drive &drive) {
    const auto most = static_cast<std::int32_t>(drive.transport().maximumTransfer() / (SectorBytes + cd::SymbolBytes));
    return std::clamp(most, 1, MostPerRead);
}

std::string unreadable(std::int32_t lba) {
    return "The disc cannot be read back at LBA " + std::to_string(lba) + "; do not trust this disc, burn another one.";
}

// Track 1 has sectors in front of LBA 0, which drives do not read. The pause in front of data is of no matter.
std::int32_t firstSector(const cd::LayoutTrack &track) {
    return std::max(0, cd::isAudio(track.type) ? track.pregap : track.start);
}

}  // namespace

RawCdReadBack::RawCdReadBack(const cd::DiscLayout &layout, const WrittenCrcs &crcs, Drive &drive, WriteControl &control,
                             RawCdMeter &meter, Report &report)
    : layout_(layout),
      crcs_(crcs.main),
      drive_(drive),
      control_(control),
      meter_(meter),
      report_(report),
      check_(layout, crcs.rw, crcs.rwAsSent),
      audio_(drive, control, meter,
             [this](std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target) {
                 return read(lba, count, target);
             }),
      buffer_(static_cast<std::size_t>(MostPerRead) * (SectorBytes + cd::SymbolBytes)) {}

// Every track gets its verdict, also after a bad one.
Result<void> RawCdReadBack::run() {
    meter_.enter(RawCdAction::Verifying);
    report_.proof = "contents not proven";
    TRY(chooseSubChannel());
    Result<void> verdict;
    bool all = true;
    for (std::size_t i = 0; i < layout_.tracks.size(); ++i) {
        const cd::LayoutTrack &track = layout_.tracks[i];
        meter_.setExtent(firstSector(track), track.end - firstSector(track));
        meter_.emit(0.0);
        AudioReadBackResult result;
        auto compared = compare(track, result);
        if (!compared.ok() && compared.error().status != status::E_BURN_VERIFICATION_FAILED) {
            return compared;
        }
        note(compared, result, report_.tracks[i]);
        all = all && compared.ok();
        if (!compared.ok() && verdict.ok()) {
            verdict = std::move(compared);
        }
    }
    report_.subChannelProof = check_.text();
    if (verdict.ok()) {
        verdict = check_.verdict();
    }
    report_.verified = verdict.ok();
    report_.proof = all ? "contents proven by reading back" : "contents proven bad";
    return verdict;
}

void RawCdReadBack::note(const Result<void> &compared, const AudioReadBackResult &result, TrackReport &told) {
    told.verified = compared.ok();
    told.verifiedSectors = result.sectors;
    told.firstBadLba = result.firstBadLba;
    told.proof = compared.ok() ? "contents proven by reading back" : "contents proven bad";
    report_.verifiedSectors += result.sectors;
    if (!report_.firstBadLba) {
        report_.firstBadLba = result.firstBadLba;
    }
}

// The most that the drive gives: P to W, Q alone, or none.
Result<void> RawCdReadBack::chooseSubChannel() {
    for (const auto kind : {mmc::ReadSubChannel::Raw, mmc::ReadSubChannel::Q, mmc::ReadSubChannel::None}) {
        subChannel_ = kind;
        const std::size_t bytes = SectorBytes + mmc::bytesOf(kind);
        const auto read =
            drive_.ask(mmc::readCdWhole(firstSector(layout_.tracks.front()), 1, kind), std::span(buffer_).first(bytes));
        if (read.ok() && *read == bytes) {
            return {};
        }
        if (!read.ok() && isGone(read.error())) {
            return read.error();
        }
    }
    return {};  // what cannot be read at all shows when it is compared
}

Result<void> RawCdReadBack::compare(const cd::LayoutTrack &track, AudioReadBackResult &result) {
    if (!cd::isAudio(track.type)) {
        return compareData(track, result);
    }
    const std::int32_t from = firstSector(track);
    const std::vector<std::uint32_t> own(crcs_.begin() + from, crcs_.begin() + track.end);
    auto compared = audio_.compare(from, own.size() * SectorBytes, own, result);
    report_.readOffset = audio_.offset();
    return compared;
}

Result<void> RawCdReadBack::compareData(const cd::LayoutTrack &track, AudioReadBackResult &result) {
    TRY_ASSIGN(auto crc, Hash::crc32());
    const std::int32_t from = firstSector(track), most = sectorsPerRead(drive_);
    std::vector<std::uint8_t> sectors(static_cast<std::size_t>(most) * SectorBytes);
    for (std::int32_t lba = from; lba < track.end; lba += most) {
        if (control_.cancelled()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        const std::int32_t count = std::min(most, track.end - lba);
        const auto target = std::span(sectors).first(static_cast<std::size_t>(count) * SectorBytes);
        const auto got = read(lba, count, target);
        if (!got.ok() && !got.error().sense) {
            return got.error();
        }
        if (!got.ok() || *got < target.size()) {
            result.firstBadLba = result.firstBadLba.value_or(lba);
            return Error(status::E_BURN_VERIFICATION_FAILED, unreadable(lba), got.ok() ? "" : got.error().detail);
        }
        for (std::int32_t i = 0; i < count; ++i) {
            crc.update(target.subspan(static_cast<std::size_t>(i) * SectorBytes, SectorBytes));
            ++result.sectors;
            if (crc.takeCrc32() != crcs_[static_cast<std::size_t>(lba + i)]) {
                ++result.differing;
                result.firstBadLba = result.firstBadLba.value_or(lba + i);
            }
        }
        if (meter_.due()) {
            meter_.emit(static_cast<double>(lba - from) / (track.end - from));
        }
    }
    if (result.differing == 0) {
        return {};
    }
    return Error(status::E_BURN_VERIFICATION_FAILED,
                 "What the disc gives back is not what was burned; do not trust this disc, burn another one.",
                 std::to_string(result.differing) + " data sectors differ, the first at LBA " +
                     std::to_string(*result.firstBadLba));
}

// Bytes of the main channel that came, by as many commands as it takes.
Result<std::size_t> RawCdReadBack::read(std::int32_t lba, std::int32_t count, std::span<std::uint8_t> target) {
    const std::size_t rest = mmc::bytesOf(subChannel_), size = SectorBytes + rest;
    std::int32_t done = 0;
    while (done < count) {
        const std::int32_t wanted = std::min(count - done, sectorsPerRead(drive_));
        const auto sectors = std::span(buffer_).first(static_cast<std::size_t>(wanted) * size);
        const auto command = mmc::readCdWhole(lba + done, static_cast<std::uint16_t>(wanted), subChannel_);
        TRY_ASSIGN(const std::size_t got, drive_.ask(command, sectors));
        const auto whole = static_cast<std::int32_t>(got / size);
        for (std::int32_t i = 0; i < whole; ++i) {
            take(lba + done + i, sectors.subspan(static_cast<std::size_t>(i) * size, size),
                 target.subspan(static_cast<std::size_t>(done + i) * SectorBytes, SectorBytes));
        }
        done += whole;
        if (whole < wanted) {
            break;
        }
    }
    return static_cast<std::size_t>(done) * SectorBytes;
}

// A track may be read twice; its sub-channel is looked at once.
void RawCdReadBack::take(std::int32_t lba, std::span<const std::uint8_t> sector, std::span<std::uint8_t> target) {
    std::memcpy(target.data(), sector.data(), SectorBytes);
    if (subChannel_ != mmc::ReadSubChannel::None && lba >= checked_) {
        check_.take(lba, subChannel_, sector.subspan(SectorBytes));
        checked_ = lba + 1;
    }
}

}  // namespace burnish
