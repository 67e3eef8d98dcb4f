// SPDX-License-Identifier: LGPL-2.1-or-later
// RawDisc: a disc of mode=raw before it is burned.
#include "raw_disc.hpp"

#include "sound_stream.hpp"

#include <algorithm>
#include <utility>

namespace discsink {

namespace {

// Every disc begins with two seconds before track 1 that are its index 0.
constexpr std::uint64_t FirstPregapBytes = 150 * SectorBytes;

}  // namespace

RawDisc::RawDisc(const Settings &settings, DiscSound sound, DiscText text, Warn warn)
    : settings_(settings),
      sound_(std::make_shared<const DiscSound>(std::move(sound))),
      text_(std::move(text)),
      warn_(std::move(warn)) {}

std::optional<Failure> RawDisc::make(int32_t subcode) {
    tracks_.clear();
    current_ = 0;
    burnish_raw_image *image = nullptr;
    int32_t status = burnish_raw_image_new(&image);
    image_.reset(image);
    if (status >= 0) {
        status = configure(subcode);
    }
    if (status >= 0) {
        status = addHiddenTrack();
    }
    for (std::size_t i = 0; i < sound_->tracks().size() && status >= 0; ++i) {
        current_ = static_cast<unsigned>(i + 1);
        status = addTrack(sound_->tracks()[i]);
    }
    current_ = status < 0 ? current_ : 0;
    if (status >= 0 && settings_.cdText) {
        status = addText();
    }
    if (status >= 0) {
        status = learnLayout();
    }
    burnish_stream *stream = nullptr;
    if (status >= 0) {
        status = burnish_raw_image_create_result_image(image, &stream);
        stream_.reset(stream);
    }
    return status < 0 ? std::optional(failure(status)) : std::nullopt;
}

int32_t RawDisc::configure(int32_t subcode) {
    burnish_raw_image *image = image_.get();
    int32_t status = burnish_raw_image_set_resulting_image_type(image, subcode);
    if (status >= 0) {
        status = burnish_raw_image_set_disable_gapless_audio(image, settings_.gapless ? 0 : 1);
    }
    if (status >= 0 && !text_.mcn.empty()) {
        status = burnish_raw_image_set_media_catalog_number(image, text_.mcn.c_str());
    }
    return status;
}

// It comes after the two seconds of silence, in whole sectors.
int32_t RawDisc::addHiddenTrack() {
    const std::uint64_t hidden = sound_->hidden();
    if (hidden == 0) {
        return BURNISH_S_OK;
    }
    const std::uint64_t fill = (SectorBytes - hidden % SectorBytes) % SectorBytes;
    StreamHandle stream;
    const int32_t status = makeSoundStream(sound_, FirstPregapBytes + fill, 0, hidden, stream);
    return status < 0 ? status : burnish_raw_image_add_special_pregap(image_.get(), stream.get());
}

int32_t RawDisc::addTrack(const SoundTrack &track) {
    StreamHandle stream;
    int32_t status = makeSoundStream(sound_, 0, track.start, track.end, stream);
    burnish_raw_image_track about{};
    about.size = sizeof about;
    about.set_pregap = track.pregap >= 0 ? 1 : 0;
    about.pregap = static_cast<int32_t>(std::max<std::int64_t>(track.pregap, 0));
    about.silent_pregap = track.pregap > 0 && !track.pregapInSound ? 1 : 0;
    StreamHandle packs;
    if (const std::string &cdg = track.notes.place.cdg; status >= 0 && !cdg.empty()) {
        status = openPacks(cdg, packs);
        about.rw_packs = packs.get();
    }
    int32_t index = 0;
    if (status >= 0) {
        status = burnish_raw_image_add_track_with(image_.get(), BURNISH_CD_SECTOR_AUDIO, stream.get(), &about, &index);
    }
    return status < 0 ? status : describeTrack(index, track);
}

int32_t RawDisc::openPacks(const std::string &path, StreamHandle &packs) {
    burnish_stream *opened = nullptr;
    burnish_error *problem = nullptr;
    const int32_t status = burnish_stream_new_file(path.c_str(), &opened, &problem);
    packs.reset(opened);
    problem_.reset(problem);
    return status;
}

int32_t RawDisc::describeTrack(int32_t index, const SoundTrack &track) {
    burnish_raw_image *image = image_.get();
    const TrackText &text = track.notes.tagged.text;
    int32_t status = burnish_raw_image_set_track_audio_has_preemphasis(image, index, text.preEmphasis ? 1 : 0);
    const auto then = [&](int32_t next) { status = status < 0 ? status : next; };
    then(burnish_raw_image_set_track_digital_audio_copy_setting(
        image, index,
        text.copyPermitted ? BURNISH_CD_TRACK_DIGITAL_COPY_PERMITTED : BURNISH_CD_TRACK_DIGITAL_COPY_PROHIBITED));
    if (!text.isrc.empty()) {
        then(burnish_raw_image_set_track_isrc(image, index, text.isrc.c_str()));
    }
    for (const std::uint64_t offset : track.notes.place.indexes) {
        then(burnish_raw_image_add_track_index(image, index, static_cast<int32_t>(offset / FramesPerSector)));
    }
    return status;
}

int32_t RawDisc::addText() {
    std::vector<TrackText> tracks;
    for (const SoundTrack &track : sound_->tracks()) {
        tracks.push_back(track.notes.tagged.text);
    }
    CdTextHandle text;
    const Warn silent = [](const char *, unsigned, const std::string &) {};
    int32_t status =
        makeCdText(text_, std::move(tracks), settings_.textEncoding, std::exchange(told_, true) ? silent : warn_, text);
    if (status < 0 || !text) {
        return status;
    }
    int32_t packs = 0;
    status = burnish_cd_text_get_packs_of_block(text.get(), 0, &packs);
    packs_ = static_cast<unsigned>(packs);
    return status < 0 ? status : burnish_raw_image_set_cd_text(image_.get(), text.get());
}

int32_t RawDisc::learnLayout() {
    int32_t leadOut = 0;
    int32_t status = burnish_raw_image_get_start_of_leadout(image_.get(), &leadOut);
    leadOut_ = leadOut;
    const auto &tracks = sound_->tracks();
    for (std::size_t i = 0; i < tracks.size() && status >= 0; ++i) {
        const auto index = static_cast<int32_t>(i + 1);
        int32_t start = 0;
        int32_t pregap = 0;
        int32_t sectors = 0;
        const auto then = [&](auto get, int32_t *value) {
            status = status < 0 ? status : get(image_.get(), index, value);
        };
        then(burnish_raw_image_get_track_starting_lba, &start);
        then(burnish_raw_image_get_track_pregap, &pregap);
        then(burnish_raw_image_get_track_sector_count, &sectors);
        TrackLayout track;
        track.text = tracks[i].notes.tagged.text;
        track.start = start;
        track.pregap = static_cast<std::uint64_t>(pregap);
        track.sectors = static_cast<std::uint64_t>(sectors);
        track.paddedFrames = tracks[i].silence / BytesPerFrame;
        tracks_.push_back(std::move(track));
    }
    return status;
}

Failure RawDisc::failure(int32_t status) const {
    const ErrorHandle error = errorOf(image_.get(), burnish_raw_image_get_error);
    return failureOf(status, problem_ ? problem_.get() : error.get(), {Stage::LayOut, {}, current_});
}

}  // namespace discsink
