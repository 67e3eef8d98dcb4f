// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: settings and results. Each change is tried on a copy and laid out before it counts, so that what does not
// fit changes nothing.
#include "cd/raw_image.hpp"

#include "cd/identifiers.hpp"
#include "cd/layout_pq.hpp"
#include "cd/main_channel.hpp"
#include "cd/raw_image_reader.hpp"
#include "cd/rw_channel.hpp"

#include <algorithm>
#include <string>

namespace burnish::cd {

namespace {

constexpr std::int32_t MostTracks = 99, ShortestTrack = 300;
constexpr std::size_t CatalogDigits = 13;

Error noTracks() {
    return errorFromTable(status::E_RAW_IMAGE_NO_TRACKS);
}

bool hasRw(const RawImageSpec &spec) {
    const bool packs = std::any_of(spec.tracks.begin(), spec.tracks.end(),
                                   [](const RawTrackSpec &track) { return track.options.rwPacks != nullptr; });
    return packs || spec.rwGenerator || !spec.textBlocks.empty() || !spec.textPacks.empty();
}

// A generator has sub-channels R to W for itself, and an image of P and Q only has none.
Result<void> checkRw(const RawImageSpec &spec) {
    if (spec.imageType == SubChannelType::PqOnly && hasRw(spec)) {
        return Error(status::E_INVALIDARG,
                     "An image with sub-channels P and Q only has no room for CD-TEXT, CD+G or a stream of "
                     "sub-channels R to W. Choose another image type.");
    }
    RawImageSpec others = spec;
    others.rwGenerator = nullptr;
    if (spec.rwGenerator && hasRw(others)) {
        return Error(status::E_INVALIDARG,
                     "A stream of sub-channels R to W has all that they say; CD-TEXT or CD+G cannot be put beside it.");
    }
    return {};
}

Result<void> onlyBeforeTracks(const RawImageSpec &spec) {
    if (!spec.tracks.empty()) {
        return errorFromTable(status::E_RAW_IMAGE_TRACKS_ALREADY_ADDED);
    }
    return {};
}

std::vector<RwChannel::TrackPacks> trackPacks(const RawImageSpec &spec, const RawGeometry &geometry) {
    std::vector<RwChannel::TrackPacks> packs;
    const auto &tracks = geometry.layout.tracks;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (spec.tracks[i].options.rwPacks) {
            packs.push_back({tracks[i].start, geometry.fills[i].end, spec.tracks[i].options.rwPacks});
        }
    }
    return packs;
}

std::uint64_t sectorsOf(const DiscLayout &layout) {
    return static_cast<std::uint64_t>(layout.leadOut + RawImage::LeadOut - RawImage::Start);
}

}  // namespace

RawImage::RawImage() {
    spec_.startOfLeadoutLimit = LastTrackSector;
}

Result<void> RawImage::change(const std::function<Result<void>(RawImageSpec &)> &apply) {
    const std::lock_guard lock(mutex_);
    if (readOnly_) {
        return errorFromTable(status::E_RAW_IMAGE_IS_READ_ONLY);
    }
    RawImageSpec changed = spec_;
    TRY(apply(changed));
    TRY(checkRw(changed));
    if (!changed.tracks.empty()) {
        TRY_ASSIGN(geometry_, layOut(changed));
    }
    spec_ = std::move(changed);
    return {};
}

Result<void> RawImage::addSpecialPregap(std::shared_ptr<Stream> source) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        constexpr std::int32_t Shortest = 150;
        TRY(onlyBeforeTracks(spec));
        TRY(checkSource(source, SectorType::Audio, Shortest));
        const std::uint64_t sectors = (source->length() + SectorBytes - 1) / SectorBytes;
        const std::int32_t most = lastStartOfLeadout(spec.startOfLeadoutLimit) - ShortestTrack + Shortest;
        if (sectors > static_cast<std::uint64_t>(std::max(most, 0))) {
            return Error(status::E_RAW_IMAGE_INSUFFICIENT_SPACE,
                         "The pre-gap is longer than a disc has room for in front of a track: " +
                             std::to_string(sectors) + " sectors, and " + std::to_string(most) + " are the most.");
        }
        spec.specialPregap = std::move(source);
        return {};
    });
}

// Its length can only be right once the image is complete: createResultImage() checks it.
Result<void> RawImage::addSubcodeRwGenerator(std::shared_ptr<Stream> source) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        if (!source) {
            return Error(status::E_POINTER, "There is no stream of sub-channels R to W.");
        }
        spec.rwGenerator = std::move(source);
        return {};
    });
}

Result<void> RawImage::setResultingImageType(SubChannelType type) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        if (type < SubChannelType::PqOnly || type > SubChannelType::Raw) {
            return Error(status::E_INVALIDARG,
                         "An image has sub-channels P and Q only (1), R to W as packs (2), or R "
                         "to W as they are on the disc (3).");
        }
        spec.imageType = type;
        return {};
    });
}

Result<void> RawImage::setStartingTrackNumber(std::int32_t number) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        TRY(onlyBeforeTracks(spec));
        if (number < 1 || number > MostTracks) {
            return Error(status::E_INVALIDARG, "Tracks have numbers from 1 to 99.");
        }
        spec.startingTrackNumber = number;
        return {};
    });
}

// What lies beyond a new limit is not moved.
Result<void> RawImage::setStartOfLeadoutLimit(std::int32_t lba) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        if (lba < ShortestTrack || lba > LastTrackSector) {
            return Error(status::E_INVALIDARG, "The limit for the lead-out is a sector from " +
                                                   std::to_string(ShortestTrack) + " to " +
                                                   std::to_string(LastTrackSector) + ".");
        }
        spec.startOfLeadoutLimit = lba;
        return {};
    });
}

Result<void> RawImage::setDisableGaplessAudio(bool value) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        spec.disableGaplessAudio = value;
        return {};
    });
}

// Leading zeros may be left out; nothing at all is no number.
Result<void> RawImage::setMediaCatalogNumber(const std::string &number) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        const std::size_t missing = CatalogDigits - std::min(number.size(), CatalogDigits);
        const std::string full = number.empty() ? number : std::string(missing, '0') + number;
        if (auto checked = checkMediaCatalogNumber(full); !number.empty() && !checked.ok()) {
            return Error(status::E_INVALIDARG, checked.error().message);
        }
        spec.mediaCatalogNumber = full;
        return {};
    });
}

Result<void> RawImage::setCdText(std::vector<CdTextBlock> blocks, const CdTextOptions &options) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        spec.textBlocks = std::move(blocks);
        spec.textOptions = options;
        spec.textPacks.clear();
        return {};
    });
}

Result<void> RawImage::setCdTextPacks(std::vector<CdTextPack> packs) {
    return change([&](RawImageSpec &spec) -> Result<void> {
        constexpr std::size_t MostPacks = 8 * 256;
        if (packs.size() > MostPacks) {
            return errorFromTable(status::E_CD_TEXT_TOO_LONG);
        }
        if (!std::all_of(packs.begin(), packs.end(), [](const CdTextPack &pack) { return crcHolds(pack); })) {
            return errorFromTable(status::E_CD_TEXT_DAMAGED);
        }
        spec.textPacks = std::move(packs);
        spec.textBlocks.clear();
        return {};
    });
}

SubChannelType RawImage::resultingImageType() const {
    const std::lock_guard lock(mutex_);
    return spec_.imageType;
}

std::int32_t RawImage::startingTrackNumber() const {
    const std::lock_guard lock(mutex_);
    return spec_.startingTrackNumber;
}

std::int32_t RawImage::startOfLeadoutLimit() const {
    const std::lock_guard lock(mutex_);
    return spec_.startOfLeadoutLimit;
}

bool RawImage::disableGaplessAudio() const {
    const std::lock_guard lock(mutex_);
    return spec_.disableGaplessAudio;
}

std::string RawImage::mediaCatalogNumber() const {
    const std::lock_guard lock(mutex_);
    return spec_.mediaCatalogNumber;
}

std::int32_t RawImage::numberOfExistingTracks() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::int32_t>(spec_.tracks.size());
}

Result<std::int32_t> RawImage::startOfLeadout() const {
    const std::lock_guard lock(mutex_);
    if (spec_.tracks.empty()) {
        return noTracks();
    }
    return geometry_.layout.leadOut;
}

Result<std::int32_t> RawImage::lastUsedUserSectorInImage() const {
    TRY_ASSIGN(const std::int32_t leadOut, startOfLeadout());
    return leadOut - 1;
}

Result<std::vector<std::uint8_t>> RawImage::expectedTableOfContents() const {
    const std::lock_guard lock(mutex_);
    if (spec_.tracks.empty()) {
        return noTracks();
    }
    return LayoutPq(geometry_.layout, Start).fullToc();
}

// With the lock held. CD-TEXT depends on how many tracks there are.
Result<DiscLayout> RawImage::describe() const {
    if (spec_.tracks.empty()) {
        return noTracks();
    }
    DiscLayout layout = geometry_.layout;
    layout.cdText = spec_.textPacks;
    if (!spec_.textBlocks.empty()) {
        TRY_ASSIGN(CdTextPacks text, encodeCdText(spec_.textBlocks, layout.tracks.front().number,
                                                  layout.tracks.back().number, spec_.textOptions));
        layout.cdText = std::move(text.packs);
    }
    return layout;
}

Result<DiscLayout> RawImage::layout() const {
    const std::lock_guard lock(mutex_);
    return describe();
}

Result<std::unique_ptr<RawImageStream>> RawImage::createResultImage() {
    const std::lock_guard lock(mutex_);
    if (readOnly_) {
        return errorFromTable(status::E_RAW_IMAGE_IS_READ_ONLY);
    }
    TRY_ASSIGN(DiscLayout layout, describe());
    auto rw = std::make_unique<RwChannel>(Start, spec_.imageType == SubChannelType::Raw);
    if (spec_.rwGenerator) {
        const std::uint64_t needed = sectorsOf(layout) * SymbolBytes, there = spec_.rwGenerator->length();
        if (there != needed) {
            return Error(
                status::E_INVALIDARG,
                "The stream of sub-channels R to W must have 96 bytes for each sector of the image, " +
                    std::to_string(needed) + " in all.",
                there == Stream::UnknownLength ? "it does not tell its length" : "it has " + std::to_string(there));
        }
        rw->setGenerator(spec_.rwGenerator);
    }
    rw->setCdText(layout.cdText);
    rw->setTrackPacks(trackPacks(spec_, geometry_));
    TRY_ASSIGN(auto main, MainChannel::create(geometry_, sourcesOf(spec_)));
    readOnly_ = true;
    return std::unique_ptr<RawImageStream>(
        std::make_unique<RawImageReader>(std::move(layout), spec_.imageType, std::move(main), std::move(rw)));
}

}  // namespace burnish::cd
