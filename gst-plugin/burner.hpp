// SPDX-License-Identifier: LGPL-2.1-or-later
// Burner: the thread that opens the recorder and burns what comes through an AudioInput. It posts what happens on the
// element's bus, and never while it holds its lock.
#pragma once

#include "audio_input.hpp"
#include "drive.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "raw_disc.hpp"
#include "settings.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace discsink {

class Burner {
public:
    Burner(GstElement *element, AudioInput &input) : element_(element), input_(input) {}
    ~Burner() { shutDown(); }
    Burner(const Burner &) = delete;
    Burner &operator=(const Burner &) = delete;

    // State changes. start() and beginSession() return at once; endSession() and shutDown() wait.
    void start(const Settings &settings);         // the drive is opened and looked at
    void beginSession(const Settings &settings);  // the input has been reset
    [[nodiscard]] bool waitForDrive();            // for a moment; false: it is not ready, as was told
    void endSession();                            // cancels what has not ended
    void shutDown();
    [[nodiscard]] bool moveTray(Tray direction);  // between sessions; false: it did not

    // The streaming thread has posted an error: nothing more is burned.
    void giveUp();
    void setPlaying(bool playing);
    void setPrerolled();  // the streaming thread has the first sound
    void setDiscText(DiscText text);

    // Any thread.
    [[nodiscard]] bool hasBegun() const { return begun_; }  // something may be on the disc
    [[nodiscard]] bool isPlaying() const { return playing_; }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::uint64_t sectorsWritten() const { return written_; }
    [[nodiscard]] std::uint64_t freeSectors() const { return free_; }  // 0: not known
    [[nodiscard]] Structure driveFacts() const;
    [[nodiscard]] Structure mediumFacts() const;
    [[nodiscard]] Structure stats() const;

private:
    // Why a session ended: a failure, or nothing and the flag.
    struct Outcome {
        std::optional<Failure> failure;
        bool stopped = false;
    };

    void run();
    void check();
    void endCheck(bool good);
    [[nodiscard]] std::optional<Failure> openAndInspect(const Settings &settings);
    [[nodiscard]] std::optional<Failure> waitForMedium(unsigned seconds);
    void requestCheck();
    void doErrand(std::unique_lock<std::mutex> &lock);
    void waitForPreroll();
    void waitForListener();

    void session();
    void setRunning(std::function<void()> cancel);
    [[nodiscard]] Outcome burn();
    [[nodiscard]] std::optional<Failure> eraseIfNeeded();
    void warnOfOtherSpeed();
    [[nodiscard]] std::optional<Failure> prepare();
    [[nodiscard]] int32_t configure(burnish_tao *tao);
    [[nodiscard]] Outcome burnTracks();
    [[nodiscard]] std::optional<Failure> burnTrack();
    [[nodiscard]] std::optional<Failure> refuseShortTrack() const;
    void noteTrack();
    // Raw mode.
    [[nodiscard]] Outcome burnDisc();
    [[nodiscard]] std::optional<Failure> collect();
    [[nodiscard]] std::optional<Failure> layOut();
    [[nodiscard]] std::optional<Failure> refuseShortTracks(const std::vector<SpooledTrack> &tracks) const;
    [[nodiscard]] std::optional<Failure> refuseDisc();
    [[nodiscard]] int32_t configure(burnish_raw_cd *raw);
    [[nodiscard]] std::optional<Failure> prepareDisc();
    [[nodiscard]] std::optional<Failure> writeDisc();
    [[nodiscard]] Failure rawFailure(int32_t status, Stage stage) const;
    void onDiscProgress(const burnish_raw_cd_progress &progress);
    void tellTracks(std::int64_t lba);
    [[nodiscard]] std::optional<Failure> release(bool complete);
    void tellResult();
    void learnAddresses();
    void ejectIfAsked(bool success);
    [[nodiscard]] Failure taoFailure(int32_t status, Stage stage) const;

    void onProgress(const burnish_tao_progress &progress);
    void onLateSound(std::chrono::steady_clock::duration waited);
    void enterPhase(const char *code, const std::string &text);
    void leavePhase(GstProgressType type, const std::string &text);
    void warn(const char *code, const std::string &text);
    [[nodiscard]] ProgressFigures figures() const;

    GstElement *const element_;
    AudioInput &input_;
    std::thread thread_;

    mutable std::mutex mutex_;  // guards what follows, up to the blank line
    std::condition_variable changed_;
    Settings settings_;  // of the session or the check that comes next
    DiscText text_;
    bool checkWanted_ = false;
    bool checked_ = false;  // the drive is open and its disc is fit
    bool checking_ = false;
    bool awaited_ = false;  // in waitForDrive()
    bool telling_ = false;  // the check has failed, and that goes out
    bool sessionWanted_ = false;
    std::optional<Tray> errand_;  // for the burning thread, which sets errandDone_
    bool errandDone_ = false;
    bool prerolled_ = false;
    bool inSession_ = false;
    bool quit_ = false;
    DriveFacts driveFacts_;
    MediumFacts mediumFacts_;
    std::function<void()> cancelRunning_;  // while the disc is prepared

    std::atomic<bool> cancelled_ = false;
    std::atomic<bool> failedElsewhere_ = false;
    std::atomic<bool> playing_ = false;
    std::atomic<bool> begun_ = false;
    std::atomic<bool> failed_ = false;
    std::atomic<std::uint64_t> written_ = 0;  // sectors of all tracks
    std::atomic<std::uint64_t> free_ = 0;
    std::atomic<unsigned> underruns_ = 0;
    std::atomic<std::int64_t> driveBuffer_ = 0;  // bytes

    // The burning thread's own.
    Settings used_;
    Drive drive_;
    TaoHandle tao_;
    RawCdHandle raw_;
    std::unique_ptr<RawDisc> disc_;
    std::vector<TrackLayout> tracks_;
    bool toldSessionAtOnce_ = false;
    std::size_t toldTracks_ = 0;       // in raw mode: tracks that the laser has passed
    std::uint64_t writtenBefore_ = 0;  // sectors of the tracks before the present one
    Stage stage_ = Stage::Open;
    const char *phase_ = nullptr;
    unsigned speed_ = 0;
    DiscText usedText_;
    bool verified_ = false;
    std::int64_t leadOut_ = 0;
    std::chrono::steady_clock::time_point started_;
};

// What both modes ask and tell alike.
[[nodiscard]] int32_t verificationLevel(Verify verify);
[[nodiscard]] bool isWorthALine(std::size_t track);
[[nodiscard]] unsigned driveBufferPercent(std::int64_t total, std::int64_t free);
[[nodiscard]] Failure shortTrackFailure(unsigned track);

}  // namespace discsink
