// SPDX-License-Identifier: LGPL-2.1-or-later
// The lead-in of an audio session (Red Book, mode 1 of the Q sub-channel; MMC-6, READ TOC format 2).
#include "formats/tao_toc.hpp"

#include "base/bytes.hpp"
#include "formats/data_inspection.hpp"
#include "base/msf.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace burnish {

namespace {

constexpr std::uint8_t FirstTrackPoint = 0xA0, LastTrackPoint = 0xA1, LeadOutPoint = 0xA2;
constexpr std::uint8_t PositionMode = 1;  // ADR
constexpr int MostTracks = 99;

void append(std::vector<std::uint8_t> &toc, std::uint8_t control, std::uint8_t point, Msf time) {
    constexpr std::uint8_t Session = 1;
    const auto adrControl = static_cast<std::uint8_t>(PositionMode << 4 | control);
    toc.insert(toc.end(), {Session, adrControl, 0, point, 0, 0, 0, 0, time.minute, time.second, time.frame});
}

bool isPosition(const mmc::FullTocEntry &entry) {
    const bool point = (entry.point >= 1 && entry.point <= MostTracks) ||
                       (entry.point >= FirstTrackPoint && entry.point <= LeadOutPoint);
    return entry.adr == PositionMode && point;
}

const mmc::FullTocEntry *find(const mmc::FullToc &toc, std::uint8_t point) {
    const auto found = std::find_if(toc.entries.begin(), toc.entries.end(),
                                    [point](const auto &entry) { return isPosition(entry) && entry.point == point; });
    return found != toc.entries.end() ? &*found : nullptr;
}

std::int32_t lbaOf(const mmc::FullTocEntry &entry) {
    return lbaOfProgramMsf(entry.pMinute, entry.pSecond, entry.pFrame);
}

std::string name(std::uint8_t point) {
    switch (point) {
        case FirstTrackPoint:
            return "the first track's number";
        case LastTrackPoint:
            return "the last track's number";
        case LeadOutPoint:
            return "the lead-out";
        default:
            return "track " + std::to_string(point);
    }
}

Error contradicts(std::uint8_t point, const std::string &how) {
    return differsFromPlan("in its table of contents " + name(point) + " " + how);
}

// Drives differ in whether the run-out belongs to the last track.
Result<void> compareEntry(const mmc::FullTocEntry &expected, const mmc::FullTocEntry &actual) {
    constexpr std::int32_t RunOut = 2;
    const std::uint8_t point = expected.point;
    if (point == FirstTrackPoint || point == LastTrackPoint) {
        return expected.pMinute == actual.pMinute
                   ? Result<void>()
                   : contradicts(point, "is " + std::to_string(actual.pMinute) + " instead of " +
                                            std::to_string(expected.pMinute));
    }
    const std::int32_t slack = point == LeadOutPoint ? RunOut : 0;
    if (std::abs(lbaOf(actual) - lbaOf(expected)) > slack) {
        return contradicts(
            point, "starts at LBA " + std::to_string(lbaOf(actual)) + " instead of " + std::to_string(lbaOf(expected)));
    }
    if (point != LeadOutPoint && expected.control != actual.control) {
        return contradicts(point, "has control bits " + std::to_string(actual.control) + " instead of " +
                                      std::to_string(expected.control));
    }
    return {};
}

}  // namespace

std::uint8_t audioControl(bool preEmphasis, bool copyPermitted) {
    return static_cast<std::uint8_t>((preEmphasis ? 1 : 0) | (copyPermitted ? 2 : 0));
}

std::vector<std::uint8_t> buildToc(const std::vector<TaoTocTrack> &tracks, std::int32_t leadOut) {
    const auto last = static_cast<std::uint8_t>(tracks.size());
    std::vector<std::uint8_t> toc{0, 0, 1, 1};
    append(toc, tracks.front().control, FirstTrackPoint, {1, 0, 0});
    append(toc, tracks.back().control, LastTrackPoint, {last, 0, 0});
    append(toc, tracks.back().control, LeadOutPoint, programMsfOf(leadOut));
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        append(toc, tracks[i].control, static_cast<std::uint8_t>(i + 1), programMsfOf(tracks[i].start));
    }
    storeU16(toc.data(), static_cast<std::uint16_t>(toc.size() - 2));
    return toc;
}

mmc::FullToc fullTocOf(const mmc::Toc &toc) {
    mmc::FullToc full;
    full.firstSession = full.lastSession = 1;
    const auto add = [&full](std::uint8_t point, std::uint8_t control, Msf time) {
        mmc::FullTocEntry entry;
        entry.session = 1;
        entry.adr = PositionMode;
        entry.control = control;
        entry.point = point;
        entry.pMinute = time.minute;
        entry.pSecond = time.second;
        entry.pFrame = time.frame;
        full.entries.push_back(entry);
    };
    add(FirstTrackPoint, 0, {toc.firstTrack, 0, 0});
    add(LastTrackPoint, 0, {toc.lastTrack, 0, 0});
    add(LeadOutPoint, 0, programMsfOf(toc.leadOut));
    for (const auto &track : toc.tracks) {
        add(track.number, track.control, programMsfOf(track.start));
    }
    return full;
}

Result<void> compareTocs(const mmc::FullToc &expected, const mmc::FullToc &actual) {
    for (const auto &entry : expected.entries) {
        const auto *found = find(actual, entry.point);
        if (found == nullptr) {
            return contradicts(entry.point, "is missing");
        }
        TRY(compareEntry(entry, *found));
    }
    for (const auto &entry : actual.entries) {
        if (isPosition(entry) && find(expected, entry.point) == nullptr) {
            return contradicts(entry.point, "was never written");
        }
    }
    return {};
}

}  // namespace burnish
