// SPDX-License-Identifier: LGPL-2.1-or-later
// Tray: open or closed, locked or not, and the time a disc takes to become ready.
#pragma once

#include "sense.hpp"

#include <cstdint>
#include <optional>

namespace virtual_recorder {

// Events of the media class in GET EVENT STATUS NOTIFICATION.
enum class MediaEvent : std::uint8_t { None = 0, EjectRequest = 1, NewMedia = 2, Removal = 3 };

class Tray {
public:
    // waits: whoever closes the tray waits until the disc is ready.
    Tray(bool holdsDisc, bool waits) : holdsDisc_(holdsDisc), waits_(waits) {}

    [[nodiscard]] bool isOpen() const { return open_; }
    [[nodiscard]] bool discPresent() const { return holdsDisc_ && !open_; }
    [[nodiscard]] bool locked() const { return locked_; }
    [[nodiscard]] MediaEvent takeEvent();

    void setLocked(bool locked) { locked_ = locked; }
    void open();
    void close();
    void askToOpen();                                     // the button of a locked tray
    void put(bool holdsDisc) { holdsDisc_ = holdsDisc; }  // into the open tray

    // Why a command that needs the disc is refused now. Counts the refusals while the disc becomes ready.
    [[nodiscard]] std::optional<Sense> refusal();
    [[nodiscard]] bool takeMediumChanged();  // true once, when a disc has become ready

private:
    bool holdsDisc_;
    bool waits_;
    bool open_ = false;
    bool locked_ = false;
    bool changed_ = false;
    int becomingReady_ = 0;
    MediaEvent event_ = MediaEvent::None;
};

}  // namespace virtual_recorder
