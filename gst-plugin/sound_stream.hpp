// SPDX-License-Identifier: LGPL-2.1-or-later
// A part of a disc's sound, as a stream that libburnish burns.
#pragma once

#include "disc_sound.hpp"
#include "handles.hpp"

#include <cstdint>
#include <memory>

namespace discsink {

// The bytes from start to end, after so many bytes of silence. The sound lives as long as the stream.
[[nodiscard]] int32_t makeSoundStream(std::shared_ptr<const DiscSound> sound, std::uint64_t silence,
                                      std::uint64_t start, std::uint64_t end, StreamHandle &stream);

}  // namespace discsink
