// SPDX-License-Identifier: LGPL-2.1-or-later
// LoadedRecorder: the recorder behind an attachment, for the thread that carries out commands and the one that does
// what hands do.
#pragma once

#include "../server/command_log.hpp"
#include "virtual_recorder/recorder.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

namespace virtual_recorder::attach {

class LoadedRecorder {
public:
    LoadedRecorder(std::unique_ptr<Recorder> recorder, server::CommandLog &log)
        : recorder_(std::move(recorder)), log_(log) {}

    [[nodiscard]] Answer execute(std::span<const std::uint8_t> cdb, Direction direction, std::span<std::uint8_t> data);

    // A locked tray is for the host to open: it is asked, and has so long for it.
    // Presses the button. False, and a sentence for people, where the tray does not move.
    [[nodiscard]] bool press(std::chrono::milliseconds patience, std::string &message);
    // Opens the tray, puts another disc in, and closes it.
    [[nodiscard]] bool insert(const Options &disc, std::chrono::milliseconds patience, std::string &message);

private:
    [[nodiscard]] bool open(std::unique_lock<std::mutex> &lock, std::chrono::milliseconds patience,
                            std::string &message);

    std::unique_ptr<Recorder> recorder_;
    server::CommandLog &log_;
    std::mutex mutex_;
    std::condition_variable carriedOut_;
};

}  // namespace virtual_recorder::attach
