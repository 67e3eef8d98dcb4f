// SPDX-License-Identifier: LGPL-2.1-or-later
// Burner: burning in raw mode. All sound is collected first; then the disc is laid out, shown to the application, and
// written in one go.
#include "burner.hpp"

#include <algorithm>

namespace discsink {

namespace {

const char *phaseOf(int32_t action) {
    switch (action) {
        case BURNISH_RAW_CD_ACTION_FINISHING:
            return "close";
        case BURNISH_RAW_CD_ACTION_VERIFYING:
            return "verify";
        default:
            return "write";
    }
}

const char *phaseText(int32_t action, bool simulate) {
    switch (action) {
        case BURNISH_RAW_CD_ACTION_FINISHING:
            return simulate ? "Ending the rehearsal" : "Closing the disc";
        case BURNISH_RAW_CD_ACTION_VERIFYING:
            return "Checking the disc";
        default:
            return simulate ? "Rehearsing, with the laser off" : "Writing the disc";
    }
}

std::string minutesOf(std::int64_t sectors) {
    return std::to_string(sectors / (60 * SectorsPerSecond)) + " min " +
           std::to_string(sectors / SectorsPerSecond % 60) + " s";
}

}  // namespace

Burner::Outcome Burner::burnDisc() {
    if (auto failed = collect()) {
        return {std::move(failed), false};
    }
    if (cancelled_ || input_.stopped()) {
        return {std::nullopt, true};
    }
    for (const auto step : {&Burner::layOut, &Burner::refuseDisc, &Burner::eraseIfNeeded, &Burner::prepareDisc}) {
        if (auto failed = (this->*step)()) {
            return {std::move(failed), false};
        }
        if (cancelled_) {
            return {std::nullopt, true};
        }
    }
    toldSessionAtOnce_ = false;
    setRunning([raw = raw_.get()] { burnish_raw_cd_cancel_write(raw); });
    // Who cancelled before that had nothing to cancel.
    auto failed = cancelled_ ? std::nullopt : writeDisc();
    setRunning(nullptr);
    if (cancelled_) {
        return {std::nullopt, true};
    }
    if (!failed) {
        tellResult();
    }
    return {std::move(failed), false};
}

// The sound goes to temporary files. Nothing is told before it begins: a phase that is open while the pipeline goes to
// PAUSED makes gst-launch wait for its end.
std::optional<Failure> Burner::collect() {
    input_.waitForSound();
    if (input_.stopped() || cancelled_) {
        return std::nullopt;
    }
    started_ = std::chrono::steady_clock::now();
    enterPhase("spool", "Collecting the sound");
    if (input_.waitForTrack() != AudioInput::Next::Track) {
        return std::nullopt;
    }
    leavePhase(GST_PROGRESS_TYPE_COMPLETE, "The sound is collected");
    return std::nullopt;
}

std::optional<Failure> Burner::layOut() {
    {
        const std::lock_guard lock(mutex_);
        usedText_ = text_;
    }
    std::vector<SpooledTrack> spooled = input_.spooledTracks();
    if (auto failed = refuseShortTracks(spooled)) {
        return failed;
    }
    const auto warnOf = [this](const char *code, unsigned track, const std::string &text) {
        postWarning(element_, code, track, text);
    };
    disc_ =
        std::make_unique<RawDisc>(used_, DiscSound(std::move(spooled), used_.gapless, used_.pregap), usedText_, warnOf);
    if (auto failed = disc_->make(BURNISH_RAW_CD_SUBCODE_IS_RAW)) {
        return failed;
    }
    tracks_ = disc_->tracks();
    leadOut_ = disc_->leadOut();
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        if (tracks_[i].paddedFrames >= FramesPerSector) {
            postWarning(element_, "short-track", static_cast<unsigned>(i + 1),
                        "Track " + std::to_string(i + 1) + " was shorter than 4 seconds and got silence at its end" +
                            (used_.gapless ? ", which can be heard between it and the next one" : ""));
        }
    }
    return std::nullopt;
}

std::optional<Failure> Burner::refuseShortTracks(const std::vector<SpooledTrack> &tracks) const {
    const std::uint64_t shortest = std::uint64_t{ShortestTrackSectors} * SectorBytes;
    for (std::size_t i = 0; used_.shortTracks == ShortTracks::Error && i < tracks.size(); ++i) {
        if (tracks[i].bytes < shortest) {
            return shortTrackFailure(static_cast<unsigned>(i + 1));
        }
    }
    return std::nullopt;
}

// What does not fit, and what the application does not want.
std::optional<Failure> Burner::refuseDisc() {
    const Layout layout{"raw", tracks_, leadOut_, speed_, disc_->cdTextPacks(), usedText_.mcn};
    const auto room = static_cast<std::int64_t>(free_.load());
    if (room > 0 && leadOut_ > room) {
        return makeFailure(
            GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT,
            "The disc needs " + minutesOf(leadOut_) + ", and holds " + minutesOf(room),
            "sectors: " + std::to_string(leadOut_) + " of " + std::to_string(room) + "; the disc is untouched");
    }
    postLayout(element_, layout);
    const Structure shown(layoutStructure(layout));
    gboolean wanted = TRUE;
    g_signal_emit_by_name(element_, "confirm-layout", shown.get(), &wanted);
    if (wanted != FALSE) {
        begun_ = true;
        return std::nullopt;
    }
    return makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS, "The layout was rejected by the application",
                       "the disc is untouched");
}

int32_t Burner::configure(burnish_raw_cd *raw) {
    const auto tell = [](burnish_raw_cd *, const burnish_raw_cd_progress *progress, void *burner) {
        static_cast<Burner *>(burner)->onDiscProgress(*progress);
    };
    int32_t status = burnish_raw_cd_set_recorder(raw, drive_.recorder());
    const auto then = [&](int32_t next) { status = status < 0 ? status : next; };
    then(burnish_raw_cd_set_client_name(raw, Drive::ClientName));
    then(burnish_raw_cd_set_simulate(raw, used_.simulate ? 1 : 0));
    then(burnish_raw_cd_set_burn_verification_level(raw, verificationLevel(used_.verify)));
    then(burnish_raw_cd_set_progress(raw, tell, this));
    then(burnish_raw_cd_set_fifo_size(raw, input_.capacity()));
    if (speed_ > 0) {
        then(burnish_raw_cd_set_write_speed(raw, static_cast<int32_t>(speed_ * SectorsPerSecond), 0));
    }
    return status;
}

std::optional<Failure> Burner::prepareDisc() {
    burnish_raw_cd *made = nullptr;
    int32_t status = burnish_raw_cd_new(&made);
    raw_.reset(made);
    if (status >= 0) {
        status = configure(made);
    }
    warnOfOtherSpeed();
    if (status >= 0) {
        status = burnish_raw_cd_prepare_media(made);
    }
    if (status >= 0) {
        status = burnish_raw_cd_set_requested_sector_type(made, BURNISH_RAW_CD_SUBCODE_IS_RAW);
    }
    if (status == BURNISH_E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED) {
        status = burnish_raw_cd_set_requested_sector_type(made, BURNISH_RAW_CD_SUBCODE_IS_COOKED);
        if (auto failed = disc_->make(BURNISH_RAW_CD_SUBCODE_IS_COOKED)) {
            return failed;
        }
    }
    if (status >= 0 && !used_.underrunProtection) {
        status = burnish_raw_cd_set_buffer_underrun_free_disabled(made, 1);
    }
    return status < 0 ? std::optional(rawFailure(status, Stage::Write)) : std::nullopt;
}

// Whatever comes of it, the drive is free again.
std::optional<Failure> Burner::writeDisc() {
    enterPhase("write", phaseText(BURNISH_RAW_CD_ACTION_WRITING, used_.simulate));
    const int32_t status = burnish_raw_cd_write_media(raw_.get(), disc_->stream());
    std::optional<Failure> failed;
    if (status < 0) {
        failed = rawFailure(status, stage_);
    }
    const int32_t released = burnish_raw_cd_release_media(raw_.get());
    if (!failed && released < 0) {
        failed = rawFailure(released, Stage::Close);
    }
    if (failed || cancelled_) {
        return failed;
    }
    written_ = static_cast<std::uint64_t>(leadOut_);
    tellTracks(leadOut_);
    leavePhase(GST_PROGRESS_TYPE_COMPLETE, used_.simulate ? "The rehearsal is over" : "The disc is complete");
    burnish_report *made = nullptr;
    if (burnish_raw_cd_get_report(raw_.get(), &made) == BURNISH_S_OK) {
        const ReportHandle report(made);
        int32_t verified = 0;
        burnish_report_get_verified(made, &verified);
        verified_ = verified != 0;
    }
    return std::nullopt;
}

Failure Burner::rawFailure(int32_t status, Stage stage) const {
    const ErrorHandle error = errorOf(raw_.get(), burnish_raw_cd_get_error);
    return failureOf(status, error.get(), {stage, drive_.device(), static_cast<unsigned>(toldTracks_ + 1)});
}

// A track is told of when the laser has passed its end.
void Burner::tellTracks(std::int64_t lba) {
    const auto passed = [lba](const TrackLayout &track) {
        return lba >= track.start + static_cast<std::int64_t>(track.sectors);
    };
    while (toldTracks_ < tracks_.size() && passed(tracks_[toldTracks_])) {
        postTrack(element_, tracks_[toldTracks_], figures());
        ++toldTracks_;
        if (toldTracks_ < tracks_.size() && isWorthALine(toldTracks_ + 1)) {
            postProgress(element_, GST_PROGRESS_TYPE_CONTINUE, "write",
                         "Writing track " + std::to_string(toldTracks_ + 1), figures());
        }
    }
}

void Burner::onDiscProgress(const burnish_raw_cd_progress &progress) {
    if (cancelled_) {
        // It may have come just before there was a write to cancel.
        burnish_raw_cd_cancel_write(raw_.get());
        return;
    }
    const char *phase = phaseOf(progress.current_action);
    if (phase_ != nullptr && std::string_view(phase) != phase_) {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, "Done");
        stage_ = progress.current_action == BURNISH_RAW_CD_ACTION_WRITING ? Stage::Write : Stage::Close;
        enterPhase(phase, phaseText(progress.current_action, used_.simulate));
    }
    if (progress.session_at_once != 0 && !toldSessionAtOnce_) {
        toldSessionAtOnce_ = true;
        postWarning(element_, "session-at-once", 0,
                    "The recorder does not write raw: the disc is written session at once, from a cue sheet");
    }
    if (progress.total_drive_buffer > 0) {
        driveBuffer_ = progress.total_drive_buffer;
    }
    if (progress.current_action == BURNISH_RAW_CD_ACTION_WRITING) {
        const auto done = std::clamp<std::int64_t>(progress.last_written_lba, 0, leadOut_);
        written_ = std::max<std::uint64_t>(written_, static_cast<std::uint64_t>(done));
        tellTracks(done);
    }
    WriteFigures now;
    now.done = figures();
    now.speed = static_cast<double>(progress.current_write_speed) / SectorsPerSecond;
    now.fifoLevel =
        progress.total_system_buffer > 0
            ? static_cast<unsigned>(std::int64_t{progress.used_system_buffer} * 100 / progress.total_system_buffer)
            : 0;
    now.driveBuffer = driveBufferPercent(progress.total_drive_buffer, progress.free_drive_buffer);
    now.remaining = static_cast<std::uint64_t>(std::max(progress.remaining_time, 0)) * GST_SECOND;
    postWriting(element_, phase, now);
}

}  // namespace discsink
