// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdFormat: IMAPI2's IDiscFormat2RawCD: writes a raw image, lead-in to lead-out, to a blank CD.
#pragma once

#include "formats/prepared_format.hpp"
#include "formats/raw_cd_session.hpp"
#include "formats/raw_cd_settings.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace burnish {

extern template class PreparedFormat<RawCdSettings, RawCdSession>;

// A disc that is not prepared, or prepared, or written to, where it must not be: E_DF2RAW_MEDIA_IS_NOT_PREPARED,
// E_DF2RAW_MEDIA_IS_PREPARED, E_DF2RAW_WRITE_IN_PROGRESS. report(): of the last write, or of a disc that could not be
// prepared; empty before the first.
class RawCdFormat : public PreparedFormat<RawCdSettings, RawCdSession> {
public:
    RawCdFormat();

    // Only on a prepared disc. Each preparing sets it back to its default.
    // E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED where the drive does not write it, unless nothing is written raw at all.
    [[nodiscard]] Result<void> setRequestedSectorType(cd::SubChannelType type);
    [[nodiscard]] Result<cd::SubChannelType> requestedSectorType() const;

    // Takes the drive until releaseMedia(). S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepareMedia();
    // Synchronous; progress runs on the calling thread. The stream starts at 95:00:00.
    [[nodiscard]] Result<void> writeMedia(Stream &image, const RawCdProgressHandler &progress);
    // The stream starts so many sectors before 00:00:00.
    [[nodiscard]] Result<void> writeMedia2(Stream &image, std::int32_t leadInSectors,
                                           const RawCdProgressHandler &progress);
    // From any thread and from progress. E_DF2RAW_WRITE_NOT_IN_PROGRESS.
    [[nodiscard]] Result<void> cancelWrite();
    // The drive is free.
    [[nodiscard]] Result<void> releaseMedia();

    // Of a prepared disc, also during a write. startOfNextSession is negative.
    [[nodiscard]] Result<std::int32_t> startOfNextSession() const;
    [[nodiscard]] Result<std::int32_t> lastPossibleStartOfLeadout() const;
    [[nodiscard]] Result<std::vector<cd::SubChannelType>> supportedSectorTypes() const;

    // Whether an image of the requested type will be written session at once; during a write and after it: whether it
    // is or was.
    [[nodiscard]] Result<bool> writesSessionAtOnce() const;

private:
    [[nodiscard]] std::shared_ptr<Report> startPreparing();
    [[nodiscard]] std::shared_ptr<Report> describedReport(const RawCdSettings &settings) const;
    [[nodiscard]] Result<void> write(Stream &image, std::int32_t start, const RawCdProgressHandler &progress);
    [[nodiscard]] RawCdProgressHandler noting(const RawCdProgressHandler &progress);

    std::optional<RawCdMethod> method_;  // of the last write to the prepared disc; guarded by the lock
};

}  // namespace burnish
