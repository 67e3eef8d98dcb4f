// SPDX-License-Identifier: LGPL-2.1-or-later
// The tray and what it makes of the disc in it.
#include "tray.hpp"

#include <utility>

namespace virtual_recorder {

namespace {

constexpr int RefusalsWhileBecomingReady = 3;

}  // namespace

MediaEvent Tray::takeEvent() {
    return std::exchange(event_, MediaEvent::None);
}

void Tray::open() {
    if (!open_) {
        event_ = holdsDisc_ ? MediaEvent::Removal : MediaEvent::None;
    }
    open_ = true;
    changed_ = false;
    becomingReady_ = 0;
}

void Tray::close() {
    if (open_ && holdsDisc_) {
        becomingReady_ = waits_ ? 0 : RefusalsWhileBecomingReady;
        changed_ = true;
        event_ = MediaEvent::NewMedia;
    }
    open_ = false;
}

void Tray::askToOpen() {
    event_ = MediaEvent::EjectRequest;
}

std::optional<Sense> Tray::refusal() {
    if (open_) {
        return sense::NoMediumTrayOpen;
    }
    if (!holdsDisc_) {
        return sense::NoMediumTrayClosed;
    }
    if (becomingReady_ > 0) {
        --becomingReady_;
        return sense::BecomingReady;
    }
    return std::nullopt;
}

bool Tray::takeMediumChanged() {
    return becomingReady_ == 0 && std::exchange(changed_, false);
}

}  // namespace virtual_recorder
