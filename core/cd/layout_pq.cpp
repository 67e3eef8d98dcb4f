// SPDX-License-Identifier: LGPL-2.1-or-later
// P and Q as IEC 60908, 17.4 and 17.5, and ECMA-130, 22, have them.
#include "cd/layout_pq.hpp"

#include "base/msf.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::int32_t FirstSector = -150;
constexpr std::int32_t Repeats = 3;  // of an entry of the table of contents

// The catalogue number and the ISRC are told once in 96 sectors: never less than once in a hundred, also where the
// sector whose turn it is starts an index and they wait for the next.
constexpr std::int32_t Cycle = 96, CatalogNumberTurn = 0, IsrcTurn = 48, LongestWait = 3;

// P is one in the two seconds in front of a track or the lead-out. It lags behind Q by a sector.
constexpr std::int32_t Announcement = 150;
// In the lead-out it is zero for two seconds, then it changes twice in a second, nominally each 18.75 sectors.
constexpr std::int32_t Rest = 150, HalfPeriod = 19;

constexpr std::uint8_t CopyBit = 0x2, PositionMode = 1;
constexpr std::int32_t ScmsHalfPeriod = 4;

std::uint8_t frameOf(std::int32_t lba) {
    return programMsfOf(lba).frame;
}

bool announces(std::int32_t lba, std::int32_t start) {
    return lba > start - Announcement && lba <= start;
}

}  // namespace

LayoutPq::LayoutPq(const DiscLayout &layout, std::int32_t firstSector) : layout_(layout), firstSector_(firstSector) {
    makeToc();
}

// A0h to A2h, then the tracks. The copy bit of a track that alternates it is zero here.
void LayoutPq::makeToc() {
    const LayoutTrack &first = layout_.tracks.front(), &last = layout_.tracks.back();
    const auto add = [this](std::uint8_t control, std::uint8_t point, Msf time) {
        toc_.push_back({control, point, time.minute, time.second, time.frame, 0});
    };
    add(first.control, FirstTrackPoint, {first.number, layout_.discType, 0});
    add(last.control, LastTrackPoint, {last.number, 0, 0});
    add(last.control, LeadOutPoint, programMsfOf(layout_.leadOut));
    for (const LayoutTrack &track : layout_.tracks) {
        add(track.control, track.number, programMsfOf(track.start));
    }
}

std::vector<std::uint8_t> LayoutPq::fullToc() const {
    constexpr std::uint8_t Session = 1;
    std::vector<std::uint8_t> bytes = {0, 0, Session, Session};
    for (const QTocEntry &entry : toc_) {
        const auto adrControl = static_cast<std::uint8_t>(PositionMode << 4 | entry.control);
        bytes.insert(bytes.end(),
                     {Session, adrControl, 0, entry.point, 0, 0, 0, 0, entry.pMinute, entry.pSecond, entry.pFrame});
    }
    const std::size_t length = bytes.size() - 2;
    bytes[0] = static_cast<std::uint8_t>(length >> 8);
    bytes[1] = static_cast<std::uint8_t>(length);
    return bytes;
}

// Of the program area.
const LayoutTrack &LayoutPq::trackAt(std::int32_t lba) const {
    const auto next =
        std::upper_bound(layout_.tracks.begin(), layout_.tracks.end(), lba,
                         [](std::int32_t place, const LayoutTrack &track) { return place < track.pregap; });
    return next == layout_.tracks.begin() ? *next : *(next - 1);
}

std::uint8_t LayoutPq::controlAt(const LayoutTrack &track, std::int32_t lba) const {
    const bool copy = track.scms && (lba - FirstSector) / ScmsHalfPeriod % 2 != 0;
    return static_cast<std::uint8_t>(track.control | (copy ? CopyBit : 0));
}

// A track, a pre-gap or an index starts: Q must say so.
bool LayoutPq::changesAt(std::int32_t lba) const {
    const LayoutTrack &track = trackAt(lba);
    return lba == track.pregap || lba == track.start ||
           std::binary_search(track.indexes.begin(), track.indexes.end(), lba);
}

bool LayoutPq::tells(std::int32_t lba, std::int32_t turn) const {
    const std::int32_t late = (lba - FirstSector - turn + Cycle) % Cycle;
    if (late >= LongestWait || changesAt(lba)) {
        return false;
    }
    for (std::int32_t before = lba - late; before < lba; ++before) {
        if (before >= FirstSector && !changesAt(before)) {
            return false;
        }
    }
    return true;
}

QFrame LayoutPq::positionAt(const LayoutTrack &track, std::int32_t lba) const {
    const bool pregap = lba < track.start;
    const auto passed = std::upper_bound(track.indexes.begin(), track.indexes.end(), lba) - track.indexes.begin();
    const auto index = static_cast<std::uint8_t>(pregap ? 0 : 1 + passed);
    const std::int32_t relative = pregap ? track.start - 1 - lba : lba - track.start;
    return encodeQ(QPosition{controlAt(track, lba), track.number, index, relative, lba});
}

QFrame LayoutPq::q(std::int32_t lba) const {
    if (lba < FirstSector) {
        QTocEntry entry = toc_[static_cast<std::size_t>((lba - firstSector_) / Repeats) % toc_.size()];
        entry.lba = lba;
        return encodeQ(entry);
    }
    if (lba >= layout_.leadOut) {
        const std::uint8_t control = layout_.tracks.back().control;
        return encodeQ(QPosition{control, LeadOutTrack, 1, lba - layout_.leadOut, lba});
    }
    const LayoutTrack &track = trackAt(lba);
    if (!layout_.mediaCatalogNumber.empty() && tells(lba, CatalogNumberTurn)) {
        return encodeQ(QCatalogNumber{controlAt(track, lba), layout_.mediaCatalogNumber, frameOf(lba)});
    }
    if (!track.isrc.empty() && tells(lba, IsrcTurn)) {
        return encodeQ(QIsrc{controlAt(track, lba), track.isrc, frameOf(lba)});
    }
    return positionAt(track, lba);
}

bool LayoutPq::p(std::int32_t lba) const {
    if (lba < FirstSector) {
        return false;
    }
    const std::int32_t inLeadOut = lba - layout_.leadOut - 1;
    if (inLeadOut >= 0) {
        return inLeadOut >= Rest && (inLeadOut - Rest) / HalfPeriod % 2 == 0;
    }
    const auto &tracks = layout_.tracks;
    const auto next =
        std::lower_bound(tracks.begin(), tracks.end(), lba,
                         [](const LayoutTrack &track, std::int32_t place) { return track.start < place; });
    return announces(lba, next != tracks.end() ? next->start : layout_.leadOut);
}

}  // namespace burnish::cd
