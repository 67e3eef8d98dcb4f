// SPDX-License-Identifier: LGPL-2.1-or-later
// CallbackStream: never asks for more than the announced length, and never takes more than it asked for.
#include "stream/callback_stream.hpp"

#include <algorithm>
#include <string>

namespace burnish {

CallbackStream::CallbackStream(StreamCallbacks callbacks, std::uint64_t length)
    : callbacks_(std::move(callbacks)), length_(length) {}

// An end stays the end: the callback is not asked again before a seek.
Result<std::size_t> CallbackStream::read(std::span<std::uint8_t> target) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), length_ - position_));
    if (wanted == 0 || ended_) {
        return std::size_t{0};
    }
    auto count = callbacks_.read(target.first(wanted));
    if (!count.ok()) {
        return count;
    }
    if (*count > wanted) {
        return Error(status::E_STREAM_BAD_CALLBACK,
                     "The source claims more bytes than it was asked for; the program that makes them has an error.",
                     "read callback: " + std::to_string(*count) + " bytes into a buffer of " + std::to_string(wanted));
    }
    ended_ = *count == 0;
    position_ += *count;
    return count;
}

Result<void> CallbackStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG,
                     "The source has no byte " + std::to_string(offset) + "; it has " + std::to_string(length_) + ".");
    }
    const bool thereAlready = offset == position_ && !ended_;
    if (!callbacks_.seek) {
        if (thereAlready) {
            return {};
        }
        return Error(status::E_STREAM_READ_FAILURE,
                     "The source can be read only once, and was read already; make a new one.", "no seek callback");
    }
    TRY(callbacks_.seek(offset));
    position_ = offset;
    ended_ = false;
    return {};
}

void CallbackStream::interrupt() noexcept {
    if (callbacks_.interrupt) {
        callbacks_.interrupt();
    }
}

}  // namespace burnish
