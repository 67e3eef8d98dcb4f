// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoSession: what PrepareMedia and AddAudioTrack do. How a session is closed and proven stands in tao_release.cpp.
#include "formats/tao_session.hpp"

#include "formats/data_plan.hpp"
#include "formats/prepared_disc.hpp"
#include "formats/tao_toc.hpp"
#include "formats/tao_track_writer.hpp"
#include "mmc/features.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace burnish {

namespace {

constexpr BlankCdNeed Need = {"An audio CD", status::E_DF2TAO_MEDIA_IS_NOT_SUPPORTED,
                              status::E_DF2TAO_MEDIA_IS_NOT_BLANK};
constexpr std::uint8_t TestWriteBit = 0x04;  // of the track-at-once feature's first payload byte
constexpr std::uint8_t UnderrunProtectionBit = 0x40;
constexpr std::uint8_t AudioBlockType = 0;  // 2352 bytes
constexpr std::int32_t MostTracks = 99;
constexpr std::int32_t PauseSectors = 150;  // between two tracks

// Drives may refuse a page that asks for what they do not have.
bool lacksUnderrunProtection(const mmc::Features &features) {
    const auto *feature = features.find(mmc::feature::CdTrackAtOnce);
    return feature != nullptr && !feature->data.empty() && (feature->data[0] & UnderrunProtectionBit) == 0;
}

// A test write where there is none would burn for real.
Result<void> checkSimulate(const mmc::Features &features) {
    const auto *feature = features.find(mmc::feature::CdTrackAtOnce);
    if (feature != nullptr && feature->current && !feature->data.empty() && (feature->data[0] & TestWriteBit) != 0) {
        return {};
    }
    return Error(status::E_RECORDER_FEATURE_IS_NOT_CURRENT,
                 "There is no test write with this drive and disc; burn for real, or use another drive.");
}

}  // namespace

TaoSession::TaoSession(TaoSettings settings, std::shared_ptr<Report> report)
    : settings_(std::move(settings)), report_(std::move(report)), drive_(settings_.recorder->drive()) {}

Result<Status> TaoSession::prepare() {
    TRY_ASSIGN(taken_, takeDrive(settings_, medium_, *report_));
    TRY(checkBlankCd(medium_, Need));
    TRY_ASSIGN(const auto features, drive_.features());
    underrunProtection_ = !lacksUnderrunProtection(features);
    if (settings_.simulate) {
        TRY(checkSimulate(features));
    }
    ProgressMeter silent({}, settings_.simulate);
    TRY(WriteSteps(drive_, silent, *report_).sendWriteParameters(writeParameters({})));
    TRY(refreshRoom());
    total_ = free_;
    TRY_ASSIGN(const Status adjusted, applySpeed(settings_, true, medium_, *report_));
    const char *closing = settings_.doNotFinalizeMedia ? "close session, leave appendable" : "finalize disc";
    report_->closing = settings_.simulate ? "nothing (test write)" : closing;
    return adjusted;
}

mmc::WriteParameters TaoSession::writeParameters(const TaoTrackSettings &track) const {
    mmc::WriteParameters parameters;
    parameters.bufferUnderrunFree = underrunProtection_ && !settings_.bufferUnderrunFreeDisabled;
    parameters.testWrite = settings_.simulate;
    parameters.writeType = mmc::WriteType::TrackAtOnce;
    parameters.multiSession = settings_.doNotFinalizeMedia ? mmc::MultiSession::NextAllowed : mmc::MultiSession::None;
    parameters.trackMode = audioControl(track.preEmphasis, track.copyPermitted);
    parameters.dataBlockType = AudioBlockType;
    parameters.mediaCatalogNumber = settings_.mediaCatalogNumber;
    parameters.isrc = track.isrc;
    return parameters;
}

// Where the next track would go, and how many sectors it may have: the run-out is always left room for. A disc that has
// no track left to offer has no room.
Result<void> TaoSession::refreshRoom() {
    const auto next = drive_.trackInformation(mmc::TrackAddress::Track, mmc::InvisibleTrack);
    if (!next.ok() && !(next.error().sense && mmc::isRefusal(*next.error().sense))) {
        return next.error();
    }
    free_ = 0;
    if (next.ok() && next->nwaValid) {
        const std::int32_t start = std::max(0, next->nextWritableAddress);
        free_ = std::max(0, std::min(next->freeBlocks, medium_.totalSectors - start) - RunOutSectors - simulated_);
        medium_.nextWritableAddress = start;
        medium_.rawFreeSectors = next->freeBlocks;
        medium_.freeSectors = std::max(0, free_ - PostgapSectors);
    }
    return {};
}

TaoRoom TaoSession::room() const {
    return {total_, free_, total_ - free_};
}

// Sectors of the stream; -1: it does not tell.
Result<std::int32_t> TaoSession::checkStream(const Stream &stream) const {
    if (trackCount() >= MostTracks) {
        return errorFromTable(status::E_DF2TAO_TRACK_LIMIT_REACHED);
    }
    const std::uint64_t bytes = stream.length();
    std::int64_t needed = ShortestAudioTrack;
    if (bytes != Stream::UnknownLength) {
        if (bytes == 0 || bytes % AudioSectorBytes != 0) {
            return Error(status::E_DF2TAO_STREAM_NOT_SUPPORTED,
                         bytes == 0 ? "There is nothing to burn: the source is empty."
                                    : "The source has " + std::to_string(bytes) +
                                          " bytes, which is no multiple of 2352, a sector of audio; fill it up with "
                                          "silence.");
        }
        const std::uint64_t sectors = bytes / AudioSectorBytes;
        constexpr std::uint64_t Most = std::numeric_limits<std::int32_t>::max();
        needed = std::max(needed, static_cast<std::int64_t>(std::min(sectors, Most)));
    }
    if (needed > free_) {
        return Error(status::E_DF2TAO_NOT_ENOUGH_SPACE, "The track needs " + std::to_string(needed) +
                                                            " sectors, the disc has " + std::to_string(free_) +
                                                            " free; use a longer disc, or a shorter track.");
    }
    return bytes == Stream::UnknownLength ? -1 : static_cast<std::int32_t>(bytes / AudioSectorBytes);
}

Result<void> TaoSession::addTrack(const TaoSettings &settings, Stream &stream, const TaoTrackSettings &track,
                                  WriteControl &control, const TaoProgressHandler &progress) {
    const bool speedChanged = !settings.sameSpeed(settings_);
    settings_ = settings;
    if (!roomKnown_) {
        TRY(refreshRoom());
        roomKnown_ = true;
    }
    TRY_ASSIGN(const std::int32_t sectors, checkStream(stream));
    if (speedChanged) {
        TRY(applySpeed(settings_, false, medium_, *report_));
    }
    const TaoTrackPlan plan = planTrack(sectors, track);
    TrackReport told;
    told.number = plan.number;
    told.isrc = track.isrc;
    told.preEmphasis = track.preEmphasis;
    told.copyPermitted = track.copyPermitted;
    told.proof = report_->proof;
    TaoMeter meter(progress, settings_.simulate);
    meter.setTrack(plan.number);
    TaoTrackWriter writer(plan, stream, drive_, control, meter, *report_, told);
    auto done = writer.run();
    calibrated_ = calibrated_ || writer.touched();
    touched_ = touched_ || (writer.touched() && !settings_.simulate);
    if (!done.ok()) {
        told.status = done.error().status;
        told.message = done.error().message;
    }
    if (writer.hasTrack()) {
        told.onDisc = !settings_.simulate;
        noteTrack(writer.takeTrack());
    }
    report_->tracks.push_back(std::move(told));
    addStages(meter);
    // The room is not worth a failure of its own: it is asked for again before the next track.
    roomKnown_ = refreshRoom().ok();
    return done;
}

// sectors: of the stream; -1: not known.
TaoTrackPlan TaoSession::planTrack(std::int32_t sectors, const TaoTrackSettings &track) const {
    TaoTrackPlan plan;
    plan.number = trackCount() + 1;
    plan.sectors = sectors;
    plan.limit = free_;
    plan.lowestStart = tracks_.empty() || settings_.simulate ? 0 : tracks_.back().start + tracks_.back().written;
    plan.calibrate = !calibrated_ && !settings_.simulate;
    plan.simulate = settings_.simulate;
    plan.parameters = writeParameters(track);
    const std::int32_t most = sectors >= 0 ? std::max(sectors, ShortestAudioTrack) : free_;
    plan.fifoBytes = fifoBytes(settings_.fifoBytes, medium_.type, report_->writeSpeed, most, AudioSectorBytes);
    plan.hash = settings_.hash;
    plan.sectorCrcs = settings_.verification == VerificationLevel::Full && !settings_.simulate;
    return plan;
}

// What a look at the disc would tell now.
void TaoSession::noteTrack(TaoTrack track) {
    track.told = report_->tracks.size();
    Track entry;
    entry.number = trackCount() + 1;
    entry.session = 1;
    entry.start = track.start;
    entry.sectors = track.end - track.start;
    entry.data = false;
    medium_.tracks.push_back(entry);
    if (settings_.simulate) {
        simulated_ += track.written + RunOutSectors + PauseSectors;
    } else {
        medium_.physicallyBlank = false;
        medium_.state = media_state::Appendable | media_state::NonEmptySession;
    }
    tracks_.push_back(std::move(track));
}

// Seconds add up over the tracks.
void TaoSession::addStages(const ProgressMeter &meter) {
    for (const auto &[name, seconds] : meter.stageSeconds()) {
        auto &stages = report_->stageSeconds;
        const auto same = std::find_if(stages.begin(), stages.end(),
                                       [&name = name](const auto &stage) { return stage.first == name; });
        if (same != stages.end()) {
            same->second += seconds;
        } else {
            stages.emplace_back(name, seconds);
        }
    }
}

std::vector<std::uint8_t> TaoSession::expectedToc() const {
    std::vector<TaoTocTrack> tracks;
    for (const TaoTrack &track : tracks_) {
        tracks.push_back({track.control, track.start});
    }
    return buildToc(tracks, tracks_.back().end);
}

}  // namespace burnish
