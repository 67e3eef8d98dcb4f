// SPDX-License-Identifier: LGPL-2.1-or-later
// A track that comes in, as a stream that libburnish burns.
#pragma once

#include "audio_input.hpp"
#include "handles.hpp"

#include <chrono>
#include <functional>

namespace discsink {

// Told on the library's reader thread: the track's sound came so late.
using LateSound = std::function<void(std::chrono::steady_clock::duration)>;

// The track that goes out of the input now. Its length is known where it has ended, and then a whole number of sectors.
[[nodiscard]] int32_t makeTrackStream(AudioInput &input, LateSound late, StreamHandle &stream);

}  // namespace discsink
