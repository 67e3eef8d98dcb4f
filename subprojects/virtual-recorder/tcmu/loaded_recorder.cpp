// SPDX-License-Identifier: LGPL-2.1-or-later
// One command or one movement of a hand at a time.
#include "loaded_recorder.hpp"

namespace virtual_recorder::attach {

namespace {

// The kernel does not tell how long it will wait. A command that is late is late on its side.
constexpr std::chrono::hours Patient{24 * 365};

constexpr const char *Locked =
    "The tray is locked: the disc is mounted, or a program uses it. The machine was told of the wish and did not open "
    "the "
    "tray; unmount the disc, end the program, or use eject.";
constexpr const char *Busy = "The drive is writing or closing; the tray stays closed until that is done.";

}  // namespace

Answer LoadedRecorder::execute(std::span<const std::uint8_t> cdb, Direction direction, std::span<std::uint8_t> data) {
    const std::lock_guard lock(mutex_);
    const Answer answer = recorder_->execute(cdb, direction, data, Patient);
    log_.write({.client = "kernel", .cdb = cdb, .direction = direction, .length = data.size()}, answer);
    carriedOut_.notify_all();
    return answer;
}

bool LoadedRecorder::press(std::chrono::milliseconds patience, std::string &message) {
    std::unique_lock lock(mutex_);
    if (recorder_->trayOpen()) {
        message = "The tray is closed.";
        return recorder_->pressButton() == Button::Closed;
    }
    if (!open(lock, patience, message)) {
        return false;
    }
    message = "The tray is open.";
    return true;
}

bool LoadedRecorder::open(std::unique_lock<std::mutex> &lock, std::chrono::milliseconds patience,
                          std::string &message) {
    if (recorder_->trayOpen()) {
        return true;
    }
    if (recorder_->pressButton() == Button::Busy) {
        message = Busy;
        return false;
    }
    const bool open = carriedOut_.wait_for(lock, patience, [&] { return recorder_->trayOpen(); });
    message = open ? "" : Locked;
    return open;
}

// A disc that cannot be opened leaves the tray open and empty, as a hand would that has nothing to put in.
bool LoadedRecorder::insert(const Options &disc, std::chrono::milliseconds patience, std::string &message) {
    std::unique_lock lock(mutex_);
    if (!open(lock, patience, message)) {
        return false;
    }
    Failure failure;
    if (!recorder_->changeDisc(disc, failure)) {
        message = failure.message + " The tray is open and empty.";
        return false;
    }
    message = "The disc is in the drive.";
    return recorder_->pressButton() == Button::Closed;
}

}  // namespace virtual_recorder::attach
