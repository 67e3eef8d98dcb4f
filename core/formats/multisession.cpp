// SPDX-License-Identifier: LGPL-2.1-or-later
// Sessions on sequential media, as the drive tells of them now.
#include "formats/multisession.hpp"

#include "formats/data_format.hpp"

#include <algorithm>

namespace burnish {

namespace {

bool isSequential(const Medium &medium) {
    const auto types = DataFormat::supportedMediaTypes();
    return std::find(types.begin(), types.end(), medium.type) != types.end() &&
           (medium.state & media_state::OverwriteOnly) == 0;
}

}  // namespace

Result<Medium> MultisessionSequential::inspect() const {
    if (!recorder_) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    return inspectMedium(recorder_->drive());
}

Result<bool> MultisessionSequential::isSupportedOnCurrentMediaState() const {
    TRY_ASSIGN(const Medium disc, inspect());
    return isSequential(disc) && (disc.state & media_state::Appendable) != 0 &&
           (disc.state & media_state::UnsupportedMask) == 0 && disc.nextWritableAddress >= 0;
}

Result<Medium> MultisessionSequential::medium() const {
    TRY_ASSIGN(Medium disc, inspect());
    if (!isSequential(disc)) {
        return errorFromTable(status::E_DF2DATA_INVALID_MEDIA_STATE);
    }
    return disc;
}

bool isFirstDataSession(const Medium &medium) {
    return std::none_of(medium.tracks.begin(), medium.tracks.end(),
                        [&medium](const Track &track) { return track.data && track.session <= medium.sessions; });
}

}  // namespace burnish
