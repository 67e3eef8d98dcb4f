// SPDX-License-Identifier: LGPL-2.1-or-later
// Burner: the thread that opens the recorder and burns. Here: its states, and opening; burning stands in burn.cpp.
#include "burner.hpp"

#include "application.hpp"

#include <gst/base/gstbasesink.h>

#include <algorithm>
#include <utility>

namespace discsink {

namespace {

// How long an application is waited for that may never do its part, and how long between two looks at it.
constexpr std::chrono::seconds MostPatience(2);
constexpr std::chrono::milliseconds Moment(2);

// How long a drive may take to get ready with a disc that is there.
constexpr std::chrono::seconds SpinUp(60);

// How long a disc is waited for.
std::chrono::seconds patienceFor(int32_t status, std::chrono::seconds asked) {
    switch (status) {
        case BURNISH_E_RECORDER_MEDIA_NO_MEDIA:
            return asked;
        case BURNISH_E_RECORDER_MEDIA_BECOMING_READY:
        case BURNISH_E_RECORDER_MEDIA_BUSY:
            return std::max(asked, SpinUp);
        default:
            return std::chrono::seconds(0);
    }
}

}  // namespace

void Burner::start(const Settings &settings) {
    {
        const std::lock_guard lock(mutex_);
        settings_ = settings;
        quit_ = checked_ = sessionWanted_ = false;
        errand_.reset();
    }
    requestCheck();
    thread_ = std::thread(&Burner::run, this);
}

// The START goes out before the state change returns: gst-launch then waits for the end before it goes on to PLAYING.
void Burner::requestCheck() {
    postProgress(element_, GST_PROGRESS_TYPE_START, "open", "Opening the recorder", {});
    const std::lock_guard lock(mutex_);
    checkWanted_ = checking_ = true;
    changed_.notify_all();
}

void Burner::beginSession(const Settings &settings) {
    bool check = false;
    {
        const std::lock_guard lock(mutex_);
        check = !checking_ && (!checked_ || settings.device != settings_.device || settings.blank != settings_.blank ||
                               settings.simulate != settings_.simulate);
        settings_ = settings;
        checked_ = checked_ && !check;
        sessionWanted_ = awaited_ = true;
        prerolled_ = false;
        text_ = {};
        cancelled_ = failedElsewhere_ = begun_ = playing_ = failed_ = false;
        written_ = 0;
        underruns_ = 0;
        changed_.notify_all();
    }
    if (check) {
        requestCheck();
    }
}

// A drive that is not ready lets the change of state fail: gst-launch, and others, may miss an error that comes while
// they change states. Most drives know within a second; an error that comes later waits until somebody listens.
bool Burner::waitForDrive() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(1), [this] { return !checking_; });
    awaited_ = false;
    changed_.wait(lock, [this] { return !telling_; });
    return checking_ || checked_ || inSession_;
}

// Before an error of opening goes out: somebody waits in waitForDrive(), or reads the bus. Not for ever: an application
// may do neither.
void Burner::waitForListener() {
    std::unique_lock lock(mutex_);
    const auto end = std::chrono::steady_clock::now() + MostPatience;
    while (!quit_ && !awaited_ && std::chrono::steady_clock::now() < end) {
        lock.unlock();
        const bool heard = isHeard(element_);
        lock.lock();
        if (heard) {
            break;
        }
        changed_.wait_for(lock, Moment);
    }
    telling_ = true;
}

void Burner::setPrerolled() {
    const std::lock_guard lock(mutex_);
    prerolled_ = true;
    changed_.notify_all();
}

// gst-launch goes on to PLAYING when it has seen both PAUSED and the end of opening. Where PAUSED comes last, the
// thread that tells of it gets into the way of PLAYING in the pipeline, and the EOS message may be lost: so opening
// ends last.
void Burner::waitForPreroll() {
    const Object pipeline = topOf(element_);
    std::unique_lock lock(mutex_);
    const auto over = [&] {
        return quit_ || playing_ || (!sessionWanted_ && GST_STATE_TARGET(pipeline.get()) < GST_STATE_PAUSED);
    };
    if (!changed_.wait_for(lock, MostPatience, [&] { return over() || prerolled_; }) || over()) {
        return;
    }
    lock.unlock();
    gst_element_get_state(GST_ELEMENT(pipeline.get()), nullptr, nullptr, GST_SECOND);
    // The pipeline tells of its state before it has finished with it, on the thread that brought the first sound: that
    // is over when the thread has let go of the preroll lock, to wait for PLAYING.
    GMutex *preroll = GST_BASE_SINK_GET_PREROLL_LOCK(element_);
    const auto end = std::chrono::steady_clock::now() + MostPatience;
    lock.lock();
    while (!over() && std::chrono::steady_clock::now() < end) {
        if (g_mutex_trylock(preroll) != FALSE) {
            g_mutex_unlock(preroll);
            return;
        }
        changed_.wait_for(lock, Moment);
    }
}

// With the policy Close a burn that runs is brought to a good end with what has come in so far.
void Burner::endSession() {
    std::unique_lock lock(mutex_);
    sessionWanted_ = false;
    changed_.notify_all();
    if (inSession_ && begun_ && settings_.cancelPolicy == CancelPolicy::Close && !failedElsewhere_) {
        input_.finish();
    } else {
        cancelled_ = true;
        if (cancelRunning_) {
            cancelRunning_();
        }
        input_.stop();
    }
    changed_.wait(lock, [this] { return !inSession_; });
    input_.stop();
}

void Burner::shutDown() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

// The burning thread does it, in its own time.
bool Burner::moveTray(Tray direction) {
    std::unique_lock lock(mutex_);
    if (quit_ || !thread_.joinable() || sessionWanted_ || inSession_ || errand_) {
        return false;
    }
    errand_ = direction;
    errandDone_ = false;
    changed_.notify_all();
    changed_.wait(lock, [this] { return quit_ || !errand_; });
    return errandDone_;
}

void Burner::doErrand(std::unique_lock<std::mutex> &lock) {
    const Tray direction = *errand_;
    lock.unlock();
    const bool done = drive_.moveTray(direction);
    lock.lock();
    errandDone_ = done;
    checked_ = checked_ && !done;  // there may be another disc now, or none
    errand_.reset();
    changed_.notify_all();
}

void Burner::giveUp() {
    const std::lock_guard lock(mutex_);
    failed_ = failedElsewhere_ = cancelled_ = true;
    if (cancelRunning_) {
        cancelRunning_();
    }
    input_.stop();
}

void Burner::setPlaying(bool playing) {
    const bool wasPlaying = playing_.exchange(playing);
    bool runs = false;
    {
        const std::lock_guard lock(mutex_);
        runs = static_cast<bool>(cancelRunning_);
        changed_.notify_all();
    }
    const bool cancels = GST_STATE_TARGET(element_) <= GST_STATE_READY;
    if (wasPlaying && !playing && runs && !cancels && !input_.finished()) {
        postWarning(element_, "paused-during-write", 0,
                    "Paused while the disc is being written: the recorder will have to interrupt its work");
    }
}

void Burner::setDiscText(DiscText text) {
    const std::lock_guard lock(mutex_);
    text_ = std::move(text);
}

void Burner::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return quit_ || errand_ || checkWanted_ || (sessionWanted_ && checked_); });
        if (quit_) {
            break;
        }
        if (errand_ && !checkWanted_) {
            doErrand(lock);
            continue;
        }
        used_ = settings_;
        if (std::exchange(checkWanted_, false)) {
            lock.unlock();
            check();
            lock.lock();
        } else {
            sessionWanted_ = checked_ = false;  // the disc is another one afterwards
            inSession_ = true;
            lock.unlock();
            session();
            lock.lock();
            inSession_ = false;
        }
        changed_.notify_all();
    }
    drive_.close();
}

void Burner::check() {
    auto failed = openAndInspect(used_);
    {
        const std::lock_guard lock(mutex_);
        driveFacts_ = drive_.drive();
        mediumFacts_ = drive_.medium();
    }
    if (failed) {
        free_ = 0;
        waitForListener();
        failed_ = true;
        postFailure(element_, std::move(*failed), __LINE__);
        postProgress(element_, GST_PROGRESS_TYPE_ERROR, "open", "The recorder is not ready", {});
        input_.stop();
        endCheck(false);
        return;
    }
    speed_ = drive_.speedFor(used_.speed);
    // A rewritable disc that will be erased has all its room.
    free_ = drive_.needsErase() ? drive_.medium().capacity : drive_.medium().free;
    endCheck(true);
    postReady(element_, drive_.drive(), drive_.medium());
    waitForPreroll();
    postProgress(element_, GST_PROGRESS_TYPE_COMPLETE, "open", "The recorder is ready", {});
}

void Burner::endCheck(bool good) {
    const std::lock_guard lock(mutex_);
    checked_ = good;
    checking_ = telling_ = false;
    changed_.notify_all();
}

std::optional<Failure> Burner::openAndInspect(const Settings &settings) {
    if (!drive_.isOpenFor(settings.device)) {
        if (auto failed = drive_.open(settings.device)) {
            return failed;
        }
    }
    if (auto failed = waitForMedium(settings.mediaTimeout)) {
        return failed;
    }
    return drive_.judge(settings);
}

std::optional<Failure> Burner::waitForMedium(unsigned seconds) {
    const auto began = std::chrono::steady_clock::now();
    for (;;) {
        int32_t status = 0;
        auto failed = drive_.inspect(&status);
        if (!failed || std::chrono::steady_clock::now() - began >= patienceFor(status, std::chrono::seconds(seconds))) {
            return failed;
        }
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::milliseconds(500), [this] { return quit_ || errand_; });
        if (errand_) {
            doErrand(lock);
        }
        if (quit_) {
            return failed;
        }
    }
}

Structure Burner::driveFacts() const {
    const std::lock_guard lock(mutex_);
    return Structure(driveStructure(driveFacts_));
}

Structure Burner::mediumFacts() const {
    const std::lock_guard lock(mutex_);
    return Structure(mediumStructure(mediumFacts_));
}

Structure Burner::stats() const {
    return Structure(gst_structure_new("stats", "sectors", G_TYPE_UINT64, static_cast<guint64>(written_),
                                       "received-bytes", G_TYPE_UINT64, static_cast<guint64>(input_.bytesReceived()),
                                       "tracks", G_TYPE_UINT, static_cast<guint>(input_.tracksReceived()), "underruns",
                                       G_TYPE_UINT, underruns_.load(), "fifo-level", G_TYPE_UINT, input_.level(),
                                       "fifo-min", G_TYPE_UINT, input_.lowestLevel(), "spool", G_TYPE_STRING,
                                       input_.spool(), nullptr));
}

}  // namespace discsink
