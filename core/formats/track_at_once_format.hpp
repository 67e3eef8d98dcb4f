// SPDX-License-Identifier: LGPL-2.1-or-later
// TrackAtOnceFormat: IMAPI2's IDiscFormat2TrackAtOnce with IBurnVerification: writes audio tracks to a blank CD.
#pragma once

#include "formats/prepared_format.hpp"
#include "formats/tao_session.hpp"
#include "formats/tao_settings.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace burnish {

extern template class PreparedFormat<TaoSettings, TaoSession>;

// A disc that is not prepared, or prepared, or written to, where it must not be: E_DF2TAO_MEDIA_IS_NOT_PREPARED,
// E_DF2TAO_MEDIA_IS_PREPARED, E_DF2TAO_WRITE_IN_PROGRESS. report(): of the last session that was released, or could not
// be prepared; empty before the first.
class TrackAtOnceFormat : public PreparedFormat<TaoSettings, TaoSession> {
public:
    TrackAtOnceFormat();

    // E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY once the prepared disc has a track.
    [[nodiscard]] Result<void> setDoNotFinalizeMedia(bool value);
    // 13 digits, or empty for none.
    [[nodiscard]] Result<void> setMediaCatalogNumber(const std::string &number);

    // Takes the drive until releaseMedia(). S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepareMedia();
    // Synchronous; progress runs on the calling thread.
    [[nodiscard]] Result<void> addAudioTrack(Stream &stream, const TaoTrackSettings &track,
                                             const TaoProgressHandler &progress);
    // From any thread and from progress. E_DF2TAO_WRITE_NOT_IN_PROGRESS.
    [[nodiscard]] Result<void> cancelAddTrack();
    // Whatever comes of it, the disc is not prepared any more, and the drive is free.
    [[nodiscard]] Result<void> releaseMedia(const TaoProgressHandler &progress);

    // Of a prepared disc. During a write: as before it.
    [[nodiscard]] Result<TaoRoom> room() const;
    [[nodiscard]] Result<std::int32_t> numberOfExistingTracks() const;
    [[nodiscard]] Result<std::vector<std::uint8_t>> expectedTableOfContents() const;
};

}  // namespace burnish
