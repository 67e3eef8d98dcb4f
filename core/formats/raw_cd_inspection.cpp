// SPDX-License-Identifier: LGPL-2.1-or-later
// The looks at a disc that was written raw or session at once.
#include "formats/raw_cd_inspection.hpp"

#include "base/msf.hpp"
#include "burn/write_steps.hpp"
#include "formats/data_inspection.hpp"
#include "formats/tao_toc.hpp"
#include "mmc/features.hpp"
#include "mmc/sense.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

bool isRefused(const Error &error) {
    return error.sense && mmc::isRefusal(*error.sense);
}

Result<void> compareState(const cd::DiscLayout &layout, const Medium &after) {
    if (after.physicallyBlank) {
        return differsFromPlan("it is still blank");
    }
    if ((after.state & media_state::Finalized) == 0 || (after.state & media_state::NonEmptySession) != 0) {
        return differsFromPlan("it is " + mediaStateText(after.state) + " instead of " +
                               mediaStateText(media_state::Finalized));
    }
    if (after.sessions != 1 || after.tracks.size() != layout.tracks.size()) {
        return differsFromPlan("it has " + std::to_string(after.tracks.size()) + " tracks in " +
                               std::to_string(after.sessions) + " sessions instead of " +
                               std::to_string(layout.tracks.size()) + " in one");
    }
    return {};
}

mmc::Toc tocOf(const cd::DiscLayout &layout) {
    mmc::Toc toc;
    toc.firstTrack = layout.tracks.front().number;
    toc.lastTrack = layout.tracks.back().number;
    toc.leadOut = layout.leadOut;
    for (const cd::LayoutTrack &track : layout.tracks) {
        toc.tracks.push_back({track.number, track.control, track.start});
    }
    return toc;
}

Result<void> compareToc(const cd::DiscLayout &layout, Drive &drive) {
    auto actual = drive.fullToc();
    if (!actual.ok() && isRefused(actual.error())) {
        TRY_ASSIGN(const auto toc, drive.toc());
        actual = fullTocOf(toc);
    }
    TRY(actual);
    return compareTocs(fullTocOf(tocOf(layout)), *actual);
}

// Whether the drive claims to read CD-TEXT; where it does not tell, it may.
Result<bool> readsCdText(Drive &drive) {
    constexpr std::uint8_t CdTextBit = 0x01;
    const auto features = drive.features();
    if (!features.ok()) {
        return isGone(features.error()) ? Result<bool>(features.error()) : Result<bool>(true);
    }
    const auto *feature = features->find(mmc::feature::CdRead);
    return feature == nullptr || feature->data.empty() || (feature->data[0] & CdTextBit) != 0;
}

// Drives give the packs of a block in the order of their numbers, some of them more than once.
Result<void> comparePacks(const std::vector<cd::CdTextPack> &written, const std::vector<std::uint8_t> &found) {
    std::vector<cd::CdTextPack> packs;
    for (std::size_t at = 0; at + cd::CdTextPackBytes <= found.size(); at += cd::CdTextPackBytes) {
        cd::CdTextPack pack{};
        std::copy_n(found.begin() + static_cast<std::ptrdiff_t>(at), pack.size(), pack.begin());
        packs.push_back(pack);
    }
    const auto missing = std::find_if(written.begin(), written.end(), [&packs](const auto &pack) {
        return std::find(packs.begin(), packs.end(), pack) == packs.end();
    });
    if (missing != written.end()) {
        return differsFromPlan("pack " + std::to_string(missing - written.begin()) + " of its " +
                               std::to_string(written.size()) + " packs of CD-TEXT is missing or another one");
    }
    const bool more = std::any_of(packs.begin(), packs.end(), [&written](const auto &pack) {
        return std::find(written.begin(), written.end(), pack) == written.end();
    });
    return more ? differsFromPlan("it has CD-TEXT that was never written") : Result<void>();
}

Result<void> compareCdText(const cd::DiscLayout &layout, Drive &drive, Report &report) {
    if (layout.cdText.empty()) {
        return {};
    }
    const auto found = drive.cdText();
    if (found.ok() && !found->empty()) {
        return comparePacks(layout.cdText, *found);
    }
    if (!found.ok() && !isRefused(found.error())) {
        return found.error();
    }
    TRY_ASSIGN(const bool reads, readsCdText(drive));
    if (reads) {
        return differsFromPlan("its CD-TEXT is missing");
    }
    report.adjustments.emplace_back("the drive does not read CD-TEXT, so that it is not proven");
    return {};
}

Result<void> compareName(const std::string &what, const std::string &written, Result<std::string> found,
                         Report &report) {
    if (!found.ok() && isGone(found.error())) {
        return std::move(found.error());
    }
    if (!found.ok() || found->empty()) {
        report.adjustments.push_back("the drive does not give back " + what);
        return {};
    }
    return *found == written ? Result<void>()
                             : differsFromPlan(what + " is \"" + *found + "\" instead of \"" + written + "\"");
}

Result<void> compareNames(const cd::DiscLayout &layout, Drive &drive, Report &report) {
    if (const auto &number = layout.mediaCatalogNumber; !number.empty()) {
        TRY(compareName("the media catalogue number", number, drive.mediaCatalogNumber(), report));
    }
    for (const cd::LayoutTrack &track : layout.tracks) {
        if (!track.isrc.empty()) {
            TRY(compareName("the ISRC of track " + std::to_string(track.number), track.isrc, drive.isrc(track.number),
                            report));
        }
    }
    return {};
}

}  // namespace

Result<void> compareWithLayout(const cd::DiscLayout &layout, const Medium &after, Drive &drive, Report &report) {
    TRY(compareState(layout, after));
    TRY(compareToc(layout, drive));
    TRY(compareCdText(layout, drive, report));
    return compareNames(layout, drive, report);
}

}  // namespace burnish
