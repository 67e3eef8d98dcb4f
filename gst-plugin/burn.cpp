// SPDX-License-Identifier: LGPL-2.1-or-later
// Burner: burning a session, from the first sound to the closed disc, on the burning thread.
#include "burner.hpp"

#include "track_stream.hpp"

#include <algorithm>

namespace discsink {

namespace {

constexpr std::size_t SmallestFifo = 1U << 20U;
constexpr std::size_t UsualFifo = 8U << 20U;
constexpr unsigned FifoSeconds = 5;

// Run-out blocks that end a track which is written at once.
constexpr std::int64_t RunOutSectors = 2;

// Five seconds of the write speed, at least 8 MiB.
std::size_t fifoBytes(const Settings &settings, unsigned speed) {
    if (settings.fifoSize != 0) {
        return std::max<std::size_t>(settings.fifoSize, SmallestFifo);
    }
    return std::max(UsualFifo, std::size_t{speed} * SectorsPerSecond * SectorBytes * FifoSeconds);
}

constexpr const char *Close = "close";  // a phase

const char *phaseOf(int32_t action) {
    switch (action) {
        case BURNISH_TAO_ACTION_PREPARING:
            return "calibrate";
        case BURNISH_TAO_ACTION_FINISHING:
            return Close;
        case BURNISH_TAO_ACTION_VERIFYING:
            return "verify";
        default:
            return "write";
    }
}

}  // namespace

int32_t verificationLevel(Verify verify) {
    switch (verify) {
        case Verify::None:
            return BURNISH_VERIFICATION_NONE;
        case Verify::Quick:
            return BURNISH_VERIFICATION_QUICK;
        default:
            return BURNISH_VERIFICATION_FULL;
    }
}

// gst-launch prints each of them: every track up to the tenth, then every tenth.
bool isWorthALine(std::size_t track) {
    return track <= 10 || track % 10 == 0;
}

unsigned driveBufferPercent(std::int64_t total, std::int64_t free) {
    return total > 0 && free >= 0 ? static_cast<unsigned>((total - free) * 100 / total) : 0;
}

void Burner::session() {
    input_.open(fifoBytes(used_, speed_), used_.fifoPrefill);
    Outcome outcome = burn();
    tao_.reset();
    raw_.reset();
    disc_.reset();
    if (outcome.failure) {
        failed_ = true;
        postFailure(element_, std::move(*outcome.failure), __LINE__);
        leavePhase(GST_PROGRESS_TYPE_ERROR, "Failed");
        ejectIfAsked(false);
        input_.stop();
    } else if (outcome.stopped) {
        leavePhase(failedElsewhere_ ? GST_PROGRESS_TYPE_ERROR : GST_PROGRESS_TYPE_CANCELED, "Cancelled");
        if (begun_) {
            ejectIfAsked(false);
        }
    } else {
        ejectIfAsked(true);
        input_.succeed();
    }
}

Burner::Outcome Burner::burn() {
    tracks_.clear();
    toldTracks_ = 0;
    writtenBefore_ = 0;
    verified_ = false;
    stage_ = Stage::Write;
    if (used_.mode == Mode::Raw) {
        return burnDisc();
    }
    if (input_.waitForTrack() != AudioInput::Next::Track) {
        return {std::nullopt, true};
    }
    if (auto failed = refuseShortTrack()) {
        return {std::move(failed), false};
    }
    started_ = std::chrono::steady_clock::now();
    begun_ = true;
    if (auto failed = eraseIfNeeded()) {
        return {std::move(failed), false};
    }
    if (auto failed = prepare()) {
        return {std::move(failed), false};
    }
    setRunning([tao = tao_.get()] { burnish_tao_cancel_add_track(tao); });
    Outcome outcome = burnTracks();
    // Whatever came of the tracks: the session is closed, so that those that are there can be played, and the drive is
    // free again.
    auto failed = release(!outcome.failure && !outcome.stopped);
    setRunning(nullptr);
    if (!outcome.failure && !outcome.stopped) {
        outcome.stopped = cancelled_;
        if (!cancelled_) {
            outcome.failure = std::move(failed);
        }
    }
    if (!outcome.failure && !outcome.stopped) {
        tellResult();
    }
    return outcome;
}

// What endSession() and giveUp() cancel.
void Burner::setRunning(std::function<void()> cancel) {
    const std::lock_guard lock(mutex_);
    cancelRunning_ = std::move(cancel);
}

std::optional<Failure> Burner::eraseIfNeeded() {
    if (!drive_.needsErase()) {
        return std::nullopt;
    }
    enterPhase("blank", "Erasing the disc");
    int told = 0;
    auto failed = drive_.erase(used_.blank == Blank::Full, [&](double progress) {
        const int tenth = static_cast<int>(progress * 10);
        if (tenth > told) {
            told = tenth;
            postProgress(element_, GST_PROGRESS_TYPE_CONTINUE, "blank",
                         "Erasing the disc: " + std::to_string(tenth * 10) + " %", {});
        }
    });
    if (!failed) {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, "The disc is erased");
    }
    return failed;
}

Failure Burner::taoFailure(int32_t status, Stage stage) const {
    const ErrorHandle error = errorOf(tao_.get(), burnish_tao_get_error);
    return failureOf(status, error.get(), {stage, drive_.device(), static_cast<unsigned>(tracks_.size())});
}

int32_t Burner::configure(burnish_tao *tao) {
    const auto tell = [](burnish_tao *, const burnish_tao_progress *progress, void *burner) {
        static_cast<Burner *>(burner)->onProgress(*progress);
    };
    int32_t status = burnish_tao_set_recorder(tao, drive_.recorder());
    const auto then = [&](int32_t next) { status = status < 0 ? status : next; };
    then(burnish_tao_set_client_name(tao, Drive::ClientName));
    then(burnish_tao_set_simulate(tao, used_.simulate ? 1 : 0));
    then(burnish_tao_set_do_not_finalize_media(tao, used_.multiSession ? 1 : 0));
    then(burnish_tao_set_burn_verification_level(tao, verificationLevel(used_.verify)));
    then(burnish_tao_set_progress(tao, tell, this));
    // Large enough to keep the drive's buffer full; what comes late is kept in the input.
    then(burnish_tao_set_fifo_size(tao, 1U << 20U));
    if (!usedText_.mcn.empty()) {
        then(burnish_tao_set_media_catalog_number(tao, usedText_.mcn.c_str()));
    }
    return status;
}

void Burner::warnOfOtherSpeed() {
    if (used_.speed != 0 && used_.speed != speed_) {
        warn("speed-adjusted", "The disc is burned at " + std::to_string(speed_) + "×: it does not know " +
                                   std::to_string(used_.speed) + "×");
    }
}

std::optional<Failure> Burner::prepare() {
    {
        const std::lock_guard lock(mutex_);
        usedText_ = text_;
    }
    burnish_tao *made = nullptr;
    int32_t status = burnish_tao_new(&made);
    tao_.reset(made);
    if (status >= 0) {
        status = configure(made);
    }
    if (status >= 0 && speed_ > 0) {
        status = burnish_tao_set_write_speed(made, static_cast<int32_t>(speed_ * SectorsPerSecond), 0);
    }
    warnOfOtherSpeed();
    enterPhase("write", used_.simulate ? "Rehearsing, with the laser off" : "Writing the disc");
    if (status >= 0) {
        status = burnish_tao_prepare_media(made);
    }
    if (status >= 0 && !used_.underrunProtection) {
        burnish_tao_set_buffer_underrun_free_disabled(made, 1);
    }
    return status < 0 ? std::optional(taoFailure(status, Stage::Write)) : std::nullopt;
}

Burner::Outcome Burner::burnTracks() {
    for (;;) {
        const auto next = input_.waitForTrack();
        if (next == AudioInput::Next::Stopped || cancelled_) {
            return {std::nullopt, true};
        }
        if (next == AudioInput::Next::End) {
            return {};
        }
        if (auto failed = refuseShortTrack()) {
            return {std::move(failed), false};
        }
        if (auto failed = burnTrack()) {
            return cancelled_ ? Outcome{std::nullopt, true} : Outcome{std::move(failed), false};
        }
        input_.leaveTrack();
    }
}

std::optional<Failure> Burner::refuseShortTrack() const {
    const std::uint64_t shortest = std::uint64_t{ShortestTrackSectors} * SectorBytes;
    if (used_.shortTracks == ShortTracks::Pad || !input_.trackEnded() || input_.trackBytes() >= shortest) {
        return std::nullopt;
    }
    return shortTrackFailure(static_cast<unsigned>(tracks_.size() + 1));
}

Failure shortTrackFailure(unsigned track) {
    Failure failed =
        makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                    "Track " + std::to_string(track) + " is shorter than 4 seconds; short-tracks=pad fills it up");
    failed.details.reset(gst_structure_new("details", "track", G_TYPE_UINT, track, nullptr));
    return failed;
}

std::optional<Failure> Burner::burnTrack() {
    tracks_.push_back({});
    TrackLayout &track = tracks_.back();
    track.text = input_.text();
    const auto number = static_cast<unsigned>(tracks_.size());
    if (number > 1 && isWorthALine(number)) {
        postProgress(element_, GST_PROGRESS_TYPE_CONTINUE, "write", "Writing track " + std::to_string(number),
                     figures());
    }
    StreamHandle stream;
    int32_t status = makeTrackStream(
        input_, [this](auto waited) { onLateSound(waited); }, stream);
    burnish_tao_track about{};
    about.size = sizeof about;
    about.pre_emphasis = track.text.preEmphasis ? 1 : 0;
    about.copy_permitted = track.text.copyPermitted ? 1 : 0;
    about.isrc = track.text.isrc.empty() ? nullptr : track.text.isrc.c_str();
    if (status >= 0) {
        status = burnish_tao_add_audio_track_with(tao_.get(), stream.get(), &about);
    }
    if (status < 0) {
        return taoFailure(status, stage_);
    }
    noteTrack();
    return std::nullopt;
}

// A track is on the disc.
void Burner::noteTrack() {
    TrackLayout &track = tracks_.back();
    const std::uint64_t frames = input_.trackBytes() / BytesPerFrame;
    track.sectors = sectorsOfTrack(frames);
    track.paddedFrames = track.sectors * FramesPerSector - frames;
    writtenBefore_ += track.sectors;
    written_ = writtenBefore_;
    const auto number = static_cast<unsigned>(tracks_.size());
    if (track.paddedFrames >= FramesPerSector) {
        postWarning(element_, "short-track", number,
                    "Track " + std::to_string(number) + " was shorter than 4 seconds and got silence at its end");
    }
    postTrack(element_, track, figures());
}

std::optional<Failure> Burner::release(bool complete) {
    stage_ = Stage::Close;
    if (complete) {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, "The tracks are written");
        enterPhase(Close, used_.simulate ? "Ending the rehearsal" : "Closing the disc");
    }
    const int32_t status = burnish_tao_release_media(tao_.get());
    if (status < 0) {
        return taoFailure(status, Stage::Close);
    }
    if (complete && !cancelled_) {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, used_.simulate ? "The rehearsal is over" : "The disc is complete");
    }
    return std::nullopt;
}

// What the drive says of the disc that is complete now.
void Burner::learnAddresses() {
    leadOut_ =
        tracks_.empty() ? 0 : tracks_.back().start + static_cast<std::int64_t>(tracks_.back().sectors) + RunOutSectors;
    burnish_report *made = nullptr;
    if (burnish_tao_get_report(tao_.get(), &made) == BURNISH_S_OK) {
        const ReportHandle report(made);
        int32_t verified = 0;
        burnish_report_get_verified(made, &verified);
        verified_ = verified != 0;
    }
    burnish_medium *medium = nullptr;
    if (used_.simulate || burnish_recorder_get_medium(drive_.recorder(), &medium) < 0) {
        return;
    }
    const MediumHandle owner(medium);
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        burnish_track_info info{};
        info.size = sizeof info;
        if (burnish_medium_get_track(medium, static_cast<int32_t>(i), &info) >= 0) {
            tracks_[i].start = info.start;
            leadOut_ = std::int64_t{info.start} + info.sectors;
        }
    }
}

void Burner::tellResult() {
    if (used_.mode == Mode::Tao) {
        learnAddresses();
        postLayout(element_, {"tao", tracks_, leadOut_, speed_, 0, usedText_.mcn});
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
    Summary summary;
    summary.seconds = took.count();
    summary.underruns = underruns_;
    summary.lowestFifo = input_.lowestLevel();
    summary.simulated = used_.simulate;
    summary.verified = verified_;
    summary.leadOut = leadOut_;
    postDone(element_, tracks_, summary);
}

void Burner::ejectIfAsked(bool success) {
    if (used_.eject == Eject::Never || (used_.eject == Eject::Success && !success)) {
        return;
    }
    enterPhase("eject", "Ejecting the disc");
    if (auto failed = drive_.eject()) {
        warn("eject-failed", "The disc could not be ejected: " + failed->debug);
        leavePhase(GST_PROGRESS_TYPE_ERROR, "The disc stays in the recorder");
    } else {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, "The disc is ejected");
    }
}

void Burner::onProgress(const burnish_tao_progress &progress) {
    if (!tracks_.empty() && progress.start_lba >= 0) {
        tracks_.back().start = progress.start_lba;
    }
    if (progress.total_drive_buffer > 0) {
        driveBuffer_ = progress.total_drive_buffer;
    }
    if (progress.current_action == BURNISH_TAO_ACTION_VERIFYING && phase_ == Close) {
        leavePhase(GST_PROGRESS_TYPE_COMPLETE, "The disc is closed");
        enterPhase("verify", "Checking the disc");
    }
    if (progress.current_action == BURNISH_TAO_ACTION_WRITING) {
        // One less than there may be: the first block is written, and none is, look the same.
        const std::int64_t done = std::int64_t{progress.last_written_lba} - progress.start_lba;
        written_ = std::max<std::uint64_t>(
            written_, writtenBefore_ + static_cast<std::uint64_t>(std::max<std::int64_t>(done, 0)));
    }
    WriteFigures now;
    now.done = figures();
    now.speed = static_cast<double>(progress.current_write_speed) / SectorsPerSecond;
    now.fifoLevel = input_.level();
    now.driveBuffer = driveBufferPercent(progress.total_drive_buffer, progress.free_drive_buffer);
    now.remaining = static_cast<std::uint64_t>(std::max(progress.remaining_time, 0)) * GST_SECOND;
    postWriting(element_, phaseOf(progress.current_action), now);
}

// The drive's own buffer bridges a short wait; a longer one makes the laser stop.
void Burner::onLateSound(std::chrono::steady_clock::duration waited) {
    const double rate = static_cast<double>(std::max(speed_, 1U)) * SectorsPerSecond * SectorBytes;
    const double bridged = static_cast<double>(driveBuffer_) / rate;
    const std::chrono::duration<double> seconds = waited;
    if (driveBuffer_ > 0 && playing_ && seconds.count() > bridged && underruns_++ == 0) {
        postWarning(element_, "underrun", static_cast<unsigned>(tracks_.size()),
                    "The sound came later than the recorder could wait; spool=track avoids that");
    }
}

void Burner::enterPhase(const char *code, const std::string &text) {
    phase_ = code;
    postProgress(element_, GST_PROGRESS_TYPE_START, code, text, figures());
}

void Burner::leavePhase(GstProgressType type, const std::string &text) {
    if (phase_ != nullptr) {
        postProgress(element_, type, phase_, text, figures());
        phase_ = nullptr;
    }
}

void Burner::warn(const char *code, const std::string &text) {
    postWarning(element_, code, 0, text);
}

ProgressFigures Burner::figures() const {
    ProgressFigures figures;
    figures.sectors = written_;
    if (disc_) {
        figures.totalSectors = static_cast<std::uint64_t>(leadOut_);
        figures.track = static_cast<unsigned>(std::min(toldTracks_ + 1, tracks_.size()));
    } else {
        figures.totalSectors = input_.finished() ? input_.sectorsOfAllTracks() : 0;
        figures.track = static_cast<unsigned>(tracks_.size());
    }
    figures.tracks = static_cast<unsigned>(input_.tracksReceived());
    return figures;
}

}  // namespace discsink
