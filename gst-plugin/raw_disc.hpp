// SPDX-License-Identifier: LGPL-2.1-or-later
// RawDisc: a disc of mode=raw before it is burned: the image that libburnish makes of the sound and the texts, and what
// lies where on it.
#pragma once

#include "disc_sound.hpp"
#include "failure.hpp"
#include "handles.hpp"
#include "raw_text.hpp"
#include "settings.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace discsink {

class RawDisc {
public:
    RawDisc(const Settings &settings, DiscSound sound, DiscText text, Warn warn);

    // Lays the disc out; the image has sub-channels of that kind, BURNISH_RAW_CD_SUBCODE_....
    [[nodiscard]] std::optional<Failure> make(int32_t subcode);

    [[nodiscard]] const std::vector<TrackLayout> &tracks() const { return tracks_; }
    [[nodiscard]] std::int64_t leadOut() const { return leadOut_; }
    [[nodiscard]] unsigned cdTextPacks() const { return packs_; }
    [[nodiscard]] burnish_stream *stream() const { return stream_.get(); }

private:
    [[nodiscard]] int32_t configure(int32_t subcode);
    [[nodiscard]] int32_t addHiddenTrack();
    [[nodiscard]] int32_t addTrack(const SoundTrack &track);
    [[nodiscard]] int32_t describeTrack(int32_t index, const SoundTrack &track);
    [[nodiscard]] int32_t addText();
    [[nodiscard]] int32_t learnLayout();
    [[nodiscard]] int32_t openPacks(const std::string &path, StreamHandle &packs);
    [[nodiscard]] Failure failure(int32_t status) const;

    const Settings &settings_;
    std::shared_ptr<const DiscSound> sound_;
    DiscText text_;
    Warn warn_;
    RawImageHandle image_;
    StreamHandle stream_;
    std::vector<TrackLayout> tracks_;
    std::int64_t leadOut_ = 0;
    unsigned packs_ = 0;
    ErrorHandle problem_;   // of what is no part of the image
    unsigned current_ = 0;  // the track that is being added
    bool told_ = false;     // what is to be warned of
};

}  // namespace discsink
