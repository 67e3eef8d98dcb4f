// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscEraser: carries out one erase: check, spin up, blank, wait, look whether the disc is blank.
#pragma once

#include "base/clock.hpp"
#include "media/medium.hpp"
#include "recorder/drive.hpp"

#include <chrono>
#include <cstdint>
#include <functional>

namespace burnish {

// DDiscFormat2EraseEvents::Update, and what it lacks.
struct EraseProgress {
    std::int32_t elapsedSeconds = 0;
    std::int32_t estimatedTotalSeconds = 0;
    // Beyond IMAPI2:
    double progress = -1;  // 0 to 1 as the drive tells it; -1: it does not
};

using EraseProgressHandler = std::function<void(const EraseProgress &)>;

class DiscEraser {
public:
    static constexpr std::chrono::hours Limit{1};  // IMAPI2's
    static constexpr std::chrono::milliseconds Period{500};

    // The drive must be taken (DriveSession). Time is that of the drive's clock.
    DiscEraser(Drive &drive, bool full, const EraseProgressHandler &progress);

    [[nodiscard]] Result<void> run();

private:
    [[nodiscard]] Result<void> check();
    [[nodiscard]] Result<void> spinUp();
    [[nodiscard]] Result<void> blank();
    [[nodiscard]] Result<void> waitUntilBlank();
    [[nodiscard]] Error judge(Error error) const;
    [[nodiscard]] Clock::Duration elapsed() const;
    void emit(double fraction);

    Drive &drive_;
    const bool full_;
    const EraseProgressHandler &progress_;
    std::int32_t guessedSeconds_ = 0;
    double fraction_ = -1;
    Clock::Duration started_{};
    Clock::Duration lastEvent_{};
};

// Whether this kind of disc can be erased by DiscEraser.
[[nodiscard]] bool isErasableHere(MediaType type);

}  // namespace burnish
