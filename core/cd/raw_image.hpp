// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImage: IMAPI2's IRawCDImageCreator with IRawCDImageTrackInfo: lays out a disc of one session from the streams of
// its tracks, and makes the image of it that is written disc at once.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/raw_image_stream.hpp"
#include "cd/raw_image_track.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace burnish::cd {

class RawImage {
public:
    // Addresses of IMAPI2: the image starts at 95:00:00; the last sector of a track, of a special pre-gap; the
    // lead-out's length (IEC 60908: 90 seconds).
    static constexpr std::int32_t Start = -22650, LastTrackSector = 398099, LastPregapSector = 397799, LeadOut = 6750;

    // The index, 1 to 99, that names the track from now on.
    [[nodiscard]] Result<std::int32_t> addTrack(SectorType type, std::shared_ptr<Stream> source,
                                                const RawTrackOptions &options = {});
    [[nodiscard]] Result<void> addSpecialPregap(std::shared_ptr<Stream> source);
    [[nodiscard]] Result<void> addSubcodeRwGenerator(std::shared_ptr<Stream> source);

    [[nodiscard]] Result<void> setResultingImageType(SubChannelType type);   // Cooked
    [[nodiscard]] Result<void> setStartingTrackNumber(std::int32_t number);  // 1
    [[nodiscard]] Result<void> setStartOfLeadoutLimit(std::int32_t lba);
    [[nodiscard]] Result<void> setDisableGaplessAudio(bool value);  // false: gapless
    [[nodiscard]] Result<void> setMediaCatalogNumber(const std::string &number);
    // Beyond IMAPI2.
    [[nodiscard]] Result<void> setCdText(std::vector<CdTextBlock> blocks, const CdTextOptions &options);

    [[nodiscard]] SubChannelType resultingImageType() const;
    [[nodiscard]] std::int32_t startingTrackNumber() const;
    [[nodiscard]] std::int32_t startOfLeadoutLimit() const;
    [[nodiscard]] bool disableGaplessAudio() const;
    [[nodiscard]] std::string mediaCatalogNumber() const;
    [[nodiscard]] std::int32_t numberOfExistingTracks() const;
    [[nodiscard]] Result<std::int32_t> startOfLeadout() const;
    [[nodiscard]] Result<std::int32_t> lastUsedUserSectorInImage() const;
    [[nodiscard]] Result<std::vector<std::uint8_t>> expectedTableOfContents() const;
    [[nodiscard]] Result<DiscLayout> layout() const;

    // IRawCDImageTrackInfo; index: 1 to numberOfExistingTracks().
    [[nodiscard]] Result<RawTrackInfo> track(std::int32_t index) const;
    [[nodiscard]] Result<void> changeTrack(std::int32_t index,
                                           const std::function<Result<void>(RawTrackSettings &)> &apply);
    [[nodiscard]] Result<Status> addTrackIndex(std::int32_t index, std::int32_t offset);
    [[nodiscard]] Result<void> clearTrackIndex(std::int32_t index, std::int32_t offset);

    // Once; after that the image is read-only. The stream keeps what it needs alive.
    [[nodiscard]] Result<std::shared_ptr<RawImageStream>> createResultImage();
};

}  // namespace burnish::cd
